import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Bytes that are not lines as they should be. "Stays" and "closes" say what becomes of the connection.
@Suite struct BadFramingLiveTests {
    private let ping = #"{"id":1,"method":"rpc.ping"}"#

    private func code(_ reply: JSONValue) -> String? { reply["error"]?["data"]?["code"]?.string }

    @Test func emptyLinesAndSpacesAreIgnored() throws {
        let client = try LiveServer().client()
        client.send(Array("\n   \n\t\r\n".utf8))
        #expect(try client.ask(ping)["id"] == 1)
    }

    @Test func aReturnBeforeTheLineEndIsIgnored() throws {
        let client = try LiveServer().client()
        #expect(try client.ask(ping + "\r")["id"] == 1)
    }

    @Test func aLineThatDripsTooSlowlyCloses1001() throws {
        let live = try LiveServer { $0.limits.partialLine = 100 }
        let client = try live.client()
        client.send(Array(#"{"id":"#.utf8))
        #expect(code(try #require(try client.read())) == "limit/line_too_long")
        #expect(try client.isAtEnd())
    }

    @Test func aConnectionThatNeverSpeaksIsClosed() throws {
        let live = try LiveServer { $0.limits.silence = 100 }
        #expect(try live.client().isAtEnd())
    }

    @Test func aConnectionThatHasSpokenMayBeSilent() throws {
        let live = try LiveServer { $0.limits.silence = 50 }
        let client = try live.client()
        _ = try client.ask(ping)
        #expect(throws: LineClient.Trouble.self) { try client.read(seconds: 0.3) }
        #expect(try client.ask(ping)["id"] == 1)
    }

    @Test func aLineOfExactlyTheLimitIsServed() throws {
        let client = try LiveServer().client()
        let padding = String(repeating: " ", count: 65_536 - ping.utf8.count)
        #expect(try client.ask(ping + padding)["id"] == 1)
    }

    @Test func oneByteMoreThanTheLimitCloses1001() throws {
        let client = try LiveServer().client()
        client.send([UInt8](repeating: 0x20, count: 65_537))
        #expect(code(try #require(try client.read())) == "limit/line_too_long")
        #expect(try client.isAtEnd())
    }

    @Test func aGigabyteLineCloses1001AndIsNotReadOn() throws {
        let client = try LiveServer().client()
        let part = [UInt8](repeating: 0x61, count: 1 << 20)
        var sent = 0
        for _ in 0..<1_024 {
            let count = client.send(part)
            sent += count
            if count < part.count { break }
        }
        #expect(sent < 4 << 20)
        #expect(code(try #require(try client.read())) == "limit/line_too_long")
    }

    private static let utf16 = Array(#"{"id":1}"#.utf8).flatMap { [$0, 0] as [UInt8] }

    @Test(
        arguments: [
            [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], utf16, [0xFF, 0xFE, 0x7B, 0], [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x7B],
        ] as [[UInt8]])
    func otherEncodingsStayParseFault(_ bytes: [UInt8]) throws {
        let client = try LiveServer().client()
        let reply = try client.ask(bytes: bytes + [0x0A])
        #expect(reply["error"]?["code"] == -32_700)
        #expect(reply["error"]?["message"]?.string?.contains("UTF-8 without BOM") ?? false)
        #expect(try client.ask(ping)["id"] == 1)
    }

    @Test(
        arguments: [
            Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), Array("POST /rpc HTTP/1.1\r\n".utf8),
            [0x16, 0x03, 0x01, 0x02, 0x00, 0x01],
        ] as [[UInt8]])
    func anotherProtocolCloses1009WithAHint(_ bytes: [UInt8]) throws {
        let client = try LiveServer().client()
        let reply = try client.ask(bytes: bytes)
        #expect(reply["error"]?["code"] == 1_009)
        #expect(reply["error"]?["data"]?["hint"]?.string?.contains("not HTTP") ?? false)
        #expect(try client.isAtEnd())
    }
}
