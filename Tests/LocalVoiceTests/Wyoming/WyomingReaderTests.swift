import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct WyomingReaderTests {
    private let events = [
        WyomingEvent(type: "audio-start", data: ["rate": 16_000, "width": 2, "channels": 1]),
        WyomingEvent(type: "audio-chunk", data: ["rate": 16_000], payload: [1, 2, 10, 13, 0]),
        WyomingEvent(type: "audio-stop"), WyomingEvent(type: "transcript", data: ["text": "line\nline"]),
    ]

    @Test(arguments: [1, 2, 3, 7, 64, 4_096])
    func eventsSurviveAnyCut(size: Int) throws {
        var reader = WyomingReader()
        var read: [WyomingEvent] = []
        let bytes = events.flatMap(\.encoded)
        for start in stride(from: 0, to: bytes.count, by: size) {
            read += try reader.take(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(read == events)
    }

    @Test func dataOfTheHeadAndBehindItAreOne() throws {
        var reader = WyomingReader()
        let line = #"{"type":"transcript","data":{"a":1,"text":"x"},"data_length":12,"version":"1"}"#
        let read = try reader.take(Array((line + "\n" + #"{"text":"y"}"#).utf8))
        #expect(read == [WyomingEvent(type: "transcript", data: ["a": 1, "text": "y"])])
    }

    @Test(arguments: [
        "HTTP/1.1 400 Bad Request\r\n", "{}\n", "[1]\n", #"{"type":7}"# + "\n", "\n",
        #"{"type":"x","data_length":-1}"# + "\n", #"{"type":"x","payload_length":"many"}"# + "\n",
        #"{"type":"x","payload_length":99999999}"# + "\n", #"{"type":"x","data_length":2}"# + "\n[]",
        String(repeating: "x", count: WyomingReader.longestHead + 1),
    ])
    func nonsenseIsRefused(text: String) {
        var reader = WyomingReader()
        #expect(throws: WyomingReader.Fault.self) { try reader.take(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("127.0.0.1:10300", true), ("unix:/run/x.sock", true), ("[::1]:9", true), ("host", false),
        ("", false), ("host:port", false), ("unix:x", false), ("http://host:1", false), ("host:1/path", false),
    ])
    func addressesAreRead(text: String, isOne: Bool) {
        #expect((WyomingServer(text, patience: .seconds(1)) != nil) == isOne)
    }
}
