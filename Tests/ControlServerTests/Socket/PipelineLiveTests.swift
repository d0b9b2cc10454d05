import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Many requests on one connection before the first is answered.
@Suite struct PipelineLiveTests {
    @Test func stopMuteInterruptAndPingOvertakeEightRequestsOfTheirOwnConnection() throws {
        let live = try LiveServer()
        let client = try live.client()
        let session = try #require(try client.ask(#"{"id":0,"method":"session.start"}"#)["result"]?["session"]?.string)
        live.daemon.hold()
        for id in 1...12 { client.send(line: #"{"id":\#(id),"method":"audio.devices"}"#) }
        for (id, request) in [
            ("ping", #""method":"rpc.ping""#), ("mute", #""method":"audio.mute","params":{"on":true}"#),
            ("interrupt", #""method":"session.interrupt","params":{"session":"\#(session)"}"#),
            ("stop", #""method":"session.stop","params":{"session":"\#(session)"}"#),
        ] {
            let reply = try client.ask(#"{"id":"\#(id)",\#(request)}"#)
            #expect(reply["id"]?.string == id)
            #expect(reply["result"] != nil, "\(id)")
        }
        live.daemon.release()
        for id in 1...12 { #expect(try client.read()?["id"] == .integer(Int64(id))) }
    }

    /// Replies that fill the connection many times over.
    @Test func linesBehindBigRepliesAreAllServed() throws {
        let live = try LiveServer()
        let client = try live.client()
        let lines = (1...100).map { #"{"id":\#($0),"method":"rpc.discover"}"# + "\n" }
        client.send(Array(lines.joined().utf8))
        for id in 1...100 { #expect(try client.read()?["id"] == .integer(Int64(id))) }
    }

    /// More than are read behind what the client does not read.
    @Test func pingsBehindUnreadEventsAreAllAnswered() throws {
        let live = try LiveServer()
        let client = try live.client()
        let other = try live.client()
        let ping = #"{"id":1,"method":"rpc.ping"}"#
        _ = try client.ask(
            #"{"id":0,"method":"events.subscribe","params":{"topics":[{"name":"session.transcript"}]}}"#)
        let text = String(repeating: "x", count: 4_000)
        for _ in 0..<120 {
            live.server.publish(SessionTranscript(role: .user, item: "i", text: text, isFinal: true), session: "s-1")
        }
        _ = try other.ask(ping)
        client.send(Array(String(repeating: ping + "\n", count: 200).utf8))
        _ = try other.ask(ping)
        var answered = 0
        while answered < 200 {
            if try #require(try client.read())["id"] == 1 { answered += 1 }
        }
    }

    /// As many as are in progress, as many as may wait behind them, and more than that.
    @Test(arguments: [8, 72, 80]) func theEndOfInputBehindThemIsSeen(count: Int) throws {
        let live = try LiveServer()
        live.daemon.hold()
        let client = try live.client()
        let lines = (1...count).map { #"{"id":\#($0),"method":"audio.devices"}"# + "\n" }
        client.send(Array(lines.joined().utf8))
        client.endInput()
        #expect(try live.client().ask(#"{"id":1,"method":"rpc.ping"}"#)["id"] == 1)
        live.daemon.release()
        for id in 1...count { #expect(try client.read()?["id"] == .integer(Int64(id))) }
        #expect(try client.isAtEnd())
    }
}
