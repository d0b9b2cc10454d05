import Testing

@testable import LocalVoice

@Suite struct EventStreamReaderTests {
    private func events(_ text: String, cutting size: Int) throws -> [String] {
        var reader = EventStreamReader()
        var events: [[UInt8]] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try reader.take(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        if let last = reader.finish() { events.append(last) }
        return events.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: 1...12)
    func eventsAreFoundWhereverTheStreamIsCut(size: Int) throws {
        let text = ": hello\r\ndata: {\"a\":1}\r\n\r\nevent: x\nid: 7\ndata:two\ndata: lines\n\n\n\ndata: [DONE]"
        #expect(try events(text, cutting: size) == [#"{"a":1}"#, "two\nlines", "[DONE]"])
    }

    @Test func aLineWithoutEndIsRefused() {
        #expect(throws: EventStreamReader.LineTooLong()) {
            try events("data: " + String(repeating: "x", count: EventStreamReader.longestLine), cutting: 4_096)
        }
    }

    @Test func aLineOfManyPiecesIsRefusedToo() {
        #expect(throws: EventStreamReader.LineTooLong()) {
            try events(
                String(repeating: "data: " + String(repeating: "x", count: 999) + "\n", count: 300), cutting: 4_096)
        }
    }
}
