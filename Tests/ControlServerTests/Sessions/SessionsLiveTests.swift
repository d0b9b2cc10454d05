import ControlProtocol
import ControlServer
import ControlTestSupport
import Glibc
import Testing

/// Sessions over a real socket.
@Suite struct SessionsLiveTests {
    private let start = #"{"id":1,"method":"session.start"}"#

    /// Two threads at a barrier, a thousand times unless `VOICELIVED_BARRIER_ROUNDS` says otherwise.
    @Test func ofTwoThatStartTogetherExactlyOneWinsAndTheOtherLearnsWho() throws {
        let live = try LiveServer()
        var wins = ["ann": 0, "bob": 0]
        let rounds = unsafe getenv("VOICELIVED_BARRIER_ROUNDS").flatMap { unsafe Int(String(cString: $0)) } ?? 1_000
        for round in 0..<rounds {
            let ann = try live.client()
            let bob = try live.client()
            for (client, name) in [(ann, "ann"), (bob, "bob")] {
                _ = try client.ask(#"{"id":0,"method":"rpc.hello","params":{"client":{"name":"\#(name)"}}}"#)
            }
            let barrier = Barrier(2)
            let starters = [ann, bob].map { [start] client in
                Background { [descriptor = client.descriptor] in
                    barrier.wait()
                    let line = Array((start + "\n").utf8)
                    _ = unsafe line.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
                }
            }
            for starter in starters { try starter.result() }
            let replies = try [ann, bob].map { try #require(try $0.read()) }
            let winners = replies.filter { $0["result"] != nil }
            #expect(winners.count == 1, "round \(round)")
            let loser = replies.first { $0["error"] != nil }
            let owner = replies[0]["result"] == nil ? "bob" : "ann"
            wins[owner, default: 0] += 1
            #expect(loser?["error"]?["data"]?["owner"]?["name"]?.string == owner)
            let session = try #require(winners.first?["result"]?["session"]?.string)
            #expect(try ann.fault(#"{"id":2,"method":"session.stop","params":{"session":"\#(session)"}}"#) == nil)
            while try ann.ask(#"{"id":3,"method":"session.list"}"#)["result"]?["sessions"]?.array?.isEmpty == false {}
        }
        // Otherwise one of them was always first, and there was no race.
        #expect(wins.values.allSatisfy { $0 > 0 }, "\(wins)")
    }

    @Test func aKilledOwnersSessionEndsAfterTheGraceTime() throws {
        let live = try LiveServer()
        let owner = try live.client()
        let line = #"{"id":1,"method":"session.start","params":{"owner":{"on_gone":"end","grace_ms":200}}}"#
        #expect(try owner.fault(line) == nil)
        let watcher = try live.client()
        _ = try watcher.ask(#"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"session.state"}]}}"#)
        owner.hangUp()
        let ended = try watcher.notification("session.state", seconds: 3.5)
        #expect(ended["params"]?["data"]?["state"] == "ended")
        #expect(ended["params"]?["data"]?["reason"] == "owner_gone")
    }

    @Test func theLeaseBringsASessionBackAfterAReconnect() throws {
        let live = try LiveServer()
        let owner = try live.client()
        let started = try #require(try owner.ask(start)["result"])
        let session = try #require(started["session"]?.string)
        let lease = try #require(started["lease"]?.string)
        owner.hangUp()
        let again = try live.client()
        let attach = #"{"id":1,"method":"session.attach","params":{"session":"\#(session)","lease":"\#(lease)"}}"#
        #expect(try again.ask(attach)["result"]?["open_tool_calls"] == [])
        #expect(
            try again.fault(#"{"id":2,"method":"session.say","params":{"session":"\#(session)","text":"x"}}"#) == nil)
    }

    @Test func aSessionThatTheDaemonRefusesIsNotThere() throws {
        let live = try LiveServer()
        live.daemon.refuseSessions(ControlError(.offline, "no network"))
        let client = try live.client()
        #expect(try client.fault(start) == "link/offline")
        live.daemon.refuseSessions(nil)
        #expect(try client.fault(start) == nil)
    }

    @Test func anInterruptOvertakesARequestThatHangs() throws {
        let live = try LiveServer()
        let client = try live.client()
        let session = try #require(try client.ask(start)["result"]?["session"]?.string)
        live.daemon.hold()
        client.send(line: #"{"id":2,"method":"audio.devices"}"#)
        let reply = try client.ask(#"{"id":3,"method":"session.interrupt","params":{"session":"\#(session)"}}"#)
        #expect(reply["id"] == 3)
        #expect(reply["result"]?["played_ms"] == 1_240)
        live.daemon.release()
        #expect(try client.read()?["id"] == 2)
    }

    @Test func aCancelledRequestIsAnsweredAtOnce() throws {
        let live = try LiveServer()
        live.daemon.hold()
        let client = try live.client()
        client.send(line: #"{"id":2,"method":"audio.devices"}"#)
        client.send(line: #"{"id":3,"method":"rpc.cancel","params":{"id":2}}"#)
        let replies = try [client.read(), client.read()]
        #expect(replies[0]?["error"]?["data"]?["code"] == "rpc/cancelled")
        #expect(replies[1]?["result"]?["cancelled"] == true)
        live.daemon.release()
        #expect(try client.ask(#"{"id":4,"method":"rpc.ping"}"#)["id"] == 4)
    }
}
