import Testing

@testable import WebSocket

@Suite struct HTTPBodyReaderTests {
    private func reader(_ fields: String) throws -> HTTPBodyReader {
        try HTTPBodyReader(HTTPHead(parsing: Array(("HTTP/1.1 200 OK\r\n" + fields).utf8)))
    }

    private func read(_ fields: String, _ body: String, cutting size: Int) throws -> (text: String, isOver: Bool) {
        var reader = try reader(fields)
        var read: [UInt8] = []
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            read += try reader.take(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        return (String(decoding: read, as: UTF8.self), reader.isOver)
    }

    @Test(arguments: 1...20)
    func chunksAreJoinedWhereverTheStreamIsCut(size: Int) throws {
        let body = "5\r\nhello\r\n6;name=\"x\"\r\n world\r\n0\r\nDate: now\r\n\r\nnever"
        let (text, isOver) = try read("Transfer-Encoding: chunked\r\n", body, cutting: size)
        #expect(text == "hello world")
        #expect(isOver)
    }

    @Test func aLengthEndsTheBody() throws {
        let (text, isOver) = try read("Content-Length: 4\r\n", "wholeandmore", cutting: 3)
        #expect(text == "whol")
        #expect(isOver)
    }

    @Test func withoutALengthTheStreamsEndIsTheBodys() throws {
        let reader = try reader("")
        #expect(reader.mayEndHere && !reader.isOver)
        #expect(try self.reader("Content-Length: 0\r\n").isOver)
        #expect(try !self.reader("Content-Length: 9\r\n").mayEndHere)
    }

    @Test(arguments: [
        "zz\r\n", "-5\r\nhello", "+5\r\nhello", "ffffffffff\r\n", "\r\n", "5\r\nhellomore\r\n",
        String(repeating: "1", count: 2_000), "0\r\n" + String(repeating: "a: b\r\n", count: 70),
    ])
    func brokenChunksAreRefused(body: String) throws {
        #expect(throws: HTTPHeadError.self) { try read("Transfer-Encoding: chunked\r\n", body, cutting: 7) }
    }

    @Test(arguments: ["-1", "many", "99999999999999999999999"])
    func brokenLengthsAreRefused(length: String) throws {
        #expect(throws: HTTPHeadError.self) { try reader("Content-Length: \(length)\r\n") }
    }
}
