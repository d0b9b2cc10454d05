import Testing

@testable import WebSocket

@Suite struct HTTPHeadTests {
    private let text =
        "HTTP/1.1 101 Switching\r\nUpgrade: WebSocket\r\nA: 1\r\nConnection: keep-alive,\tUpgrade\r\na:  2 \r\n\r\n"

    @Test func aHeadIsReadWhereverItIsCut() throws {
        let bytes = Array(text.utf8) + [0x81, 0x00]
        for cut in 0...bytes.count {
            var reader = HTTPHeadReader()
            let first = try reader.take(Array(bytes[..<cut]))
            if let first {
                #expect(first.rest == Array(bytes[(bytes.count - 2)..<cut]))
                continue
            }
            let second = try #require(try reader.take(Array(bytes[cut...])))
            #expect(second.rest == [0x81, 0x00])
            #expect(second.head["a"] == "1, 2")
            #expect(second.head.list("connection", has: "upgrade"))
            #expect(!second.head.list("connection", has: "close"))
        }
    }

    @Test func aHeadOf16KiBIsReadAndOneMoreByteIsNot() throws {
        let frame = "X / Y\r\nA: \r\n\r\n".utf8.count
        for extra in 0...1 {
            let text = "X / Y\r\nA: " + String(repeating: "a", count: HTTPHead.longest - frame + extra) + "\r\n\r\n"
            var reader = HTTPHeadReader()
            if extra == 0 {
                #expect(try reader.take(Array(text.utf8)) != nil)
            } else {
                #expect(throws: HTTPHeadError.tooLong) { try reader.take(Array(text.utf8)) }
            }
        }
    }

    @Test func anEndlessHeadIsRefused() {
        var reader = HTTPHeadReader()
        #expect(throws: HTTPHeadError.tooLong) {
            for _ in 0..<100 { _ = try reader.take([UInt8](repeating: 0x61, count: 1000)) }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nbad name: x\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\u{0}c\r\n\r\n", "GET / HTTP/1.1\r\n folded\r\n\r\n", "\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n",
    ])
    func malformedHeadsAreRefused(_ text: String) {
        var reader = HTTPHeadReader()
        #expect(throws: HTTPHeadError.self) { try reader.take(Array(text.utf8)) }
    }

    @Test func whatIsNotHTTPIsRefusedAtItsFirstByte() {
        var reader = HTTPHeadReader()
        #expect(throws: HTTPHeadError.malformed("this is not HTTP")) { try reader.take([0x16, 0x03, 0x01]) }
    }

    @Test(arguments: [("HTTP/1.1 101 Switching Protocols", 101), ("HTTP/1.0 200", 200), ("HTTP/1.1 429 ", 429)])
    func statusLines(_ line: String, _ code: Int) {
        #expect(HTTPStatusLine(line)?.code == code)
    }

    @Test(arguments: ["", "HTTP/2 200 OK", "HTTP/1.1 20 x", "HTTP/1.1 0200 x", "HTTP/1.1 -10 x", "GET / HTTP/1.1"])
    func whatIsNoStatusLine(_ line: String) {
        #expect(HTTPStatusLine(line) == nil)
    }
}
