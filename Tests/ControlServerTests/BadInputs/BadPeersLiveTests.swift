import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Peers that come, go or claim what they should not.
@Suite struct BadPeersLiveTests {
    private let ping = #"{"id":1,"method":"rpc.ping"}"#

    @Test func inputThatEndsAtOnceClosesTheConnection() throws {
        let client = try LiveServer().client()
        client.endInput()
        #expect(try client.isAtEnd())
    }

    @Test func aLastLineWithoutItsEndIsServedAndThenTheConnectionCloses() throws {
        let client = try LiveServer().client()
        client.send(Array(ping.utf8))
        client.endInput()
        #expect(try client.read()?["id"] == 1)
        #expect(try client.isAtEnd())
    }

    @Test func openRepliesAreFinishedAfterTheEndOfInput() throws {
        let live = try LiveServer()
        live.daemon.hold()
        let client = try live.client()
        client.send(line: #"{"id":7,"method":"audio.devices"}"#)
        client.endInput()
        #expect(try live.client().ask(ping)["id"] == 1)
        live.daemon.release()
        #expect(try client.read()?["id"] == 7)
        #expect(try client.isAtEnd())
    }

    @Test func aSubscriptionOutlivesTheEndOfInput() throws {
        let live = try LiveServer()
        let client = try live.client()
        client.send(line: #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"link.state"}]}}"#)
        client.endInput()
        #expect(try client.read()?["id"] == 1)
        live.server.publish(LinkState(state: .up))
        #expect(try client.notification("link.state")["params"]?["data"]?["state"] == "up")
    }

    @Test func hangingUpInTheMiddleOfAReplyHurtsNobody() throws {
        let live = try LiveServer()
        for _ in 0..<20 {
            let client = try live.client()
            for _ in 0..<10 { client.send(line: #"{"id":1,"method":"rpc.discover"}"#) }
            _ = try client.readBytes(100)
            client.hangUp()
        }
        #expect(try live.client().ask(ping)["id"] == 1)
    }

    @Test func aUserWithoutRightsIsTurnedAwayWith2001() throws {
        let live = try LiveServer()
        try live.openToOtherUsers()
        let words = try Python.asUser(65_534, groups: [], live.path, send: [])
        #expect(words.first?["error"]?["code"] == 2_001)
        #expect(words.count == 1)
        #expect(live.observations.contains(.refusedPeer(uid: 65_534)))
    }

    @Test func groupsOfTheKernelGiveTheRole() throws {
        let live = try LiveServer { settings in
            settings.access.controllerGroups = [54_321]
            settings.access.observerGroups = [54_322]
            settings.access.adminGroups = [54_323]
        }
        try live.openToOtherUsers()
        let hello = [#"{"id":1,"method":"rpc.hello"}"#]
        func role(_ groups: [Int], at path: String) throws -> JSONValue? {
            try Python.asUser(65_534, groups: groups, path, send: hello).first?["result"]?["role"]
        }
        #expect(try role([54_321], at: live.path) == "controller")
        #expect(try role([54_322, 7], at: live.path) == "observer")
        #expect(try role([54_323], at: live.path) == "admin")
        #expect(try role([54_323], at: live.observePath) == "observer")
    }

    @Test func aRoleThatShrinksEndsTheConnectionWith2001() throws {
        let live = try LiveServer { $0.access.users = [0: .controller] }
        let client = try live.client()
        #expect(try client.ask(#"{"id":1,"method":"rpc.hello"}"#)["result"]?["role"] == "controller")
        var settings = ControlSettings(access: AccessPolicy(ownUser: 0))
        settings.access.users = [0: .observer]
        live.server.configure(settings)
        #expect(try client.read()?["error"]?["code"] == 2_001)
        #expect(try client.isAtEnd())
    }

    @Test func anotherClientsSessionIsNotStopped2004() throws {
        let live = try LiveServer { $0.access.users = [0: .controller] }
        let owner = try live.client()
        let session = try #require(try owner.ask(#"{"id":1,"method":"session.start"}"#)["result"]?["session"]?.string)
        let other = try live.client()
        #expect(
            try other.fault(#"{"id":1,"method":"session.stop","params":{"session":"\#(session)"}}"#) == "auth/not_owner"
        )
        #expect(try owner.fault(#"{"id":2,"method":"session.stop","params":{"session":"\#(session)"}}"#) == nil)
    }

    @Test func fiveWrongLeasesPauseTheUser() throws {
        let live = try LiveServer { $0.access.users = [0: .controller] }
        let owner = try live.client()
        let started = try #require(try owner.ask(#"{"id":1,"method":"session.start"}"#)["result"])
        let session = try #require(started["session"]?.string)
        let lease = try #require(started["lease"]?.string)
        #expect(lease.utf8.count == 32)
        let guesser = try live.client()
        let guess = String(repeating: "0", count: 32)
        let wrong = #"{"id":1,"method":"session.attach","params":{"session":"\#(session)","lease":"\#(guess)"}}"#
        for _ in 0..<5 { #expect(try guesser.fault(wrong) == "session/lease") }
        let right = #"{"id":1,"method":"session.attach","params":{"session":"\#(session)","lease":"\#(lease)"}}"#
        let reply = try guesser.ask(right)
        #expect(reply["error"]?["data"]?["code"] == "limit/rate")
        #expect(reply["error"]?["data"]?["retry_after_ms"]?.wholeNumber ?? 0 > 25_000)
    }
}
