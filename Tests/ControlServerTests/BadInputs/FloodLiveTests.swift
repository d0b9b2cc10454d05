import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Too much of something.
@Suite struct FloodLiveTests {
    private let ping = #"{"id":1,"method":"rpc.ping"}"#

    @Test func tenThousandPingsGet1005AfterABurstOf100AndAreServedAgainAfterAPause() throws {
        let live = try LiveServer { $0.limits.requestBurst = 100 }
        let client = try live.client()
        let started = LineClient.now
        let batch = Array(String(repeating: ping + "\n", count: 100).utf8)
        var served = 0
        var wait: Int64 = 0
        for _ in 0..<100 {
            client.send(batch)
            for _ in 0..<100 {
                let reply = try #require(try client.read())
                if reply["result"] != nil { served += 1 }
                if let pause = reply["error"]?["data"]?["retry_after_ms"]?.wholeNumber { wait = pause }
            }
        }
        let allowed = 100 + Int((LineClient.now - started) * 50) + 2
        #expect(served >= 100 && served <= allowed)
        #expect(wait >= 1 && wait <= 20)
        let deadline = LineClient.now + 5
        var isServed = false
        while !isServed, LineClient.now < deadline { isServed = try client.fault(ping) == nil }
        #expect(isServed)
    }

    @Test func aFloodDoesNotKeepOthersOfTheUserFromMuting() throws {
        let live = try LiveServer {
            $0.limits.requestBurst = 1
            $0.limits.requestsPerSecond = 1
        }
        let client = try live.client()
        _ = try client.ask(ping)
        #expect(try client.fault(ping) == "limit/rate")
        #expect(try live.client().fault(#"{"id":1,"method":"audio.mute","params":{"on":true}}"#) == nil)
    }

    @Test func theNinthConnectionOfAUserGets1006AndIsClosed() throws {
        let live = try LiveServer { $0.limits.connectionsPerUser = 8 }
        let clients = try (0..<8).map { _ in try live.client() }
        for client in clients { #expect(try client.ask(ping)["id"] == 1) }
        let ninth = try live.client()
        #expect(try ninth.read()?["error"]?["code"] == 1_006)
        #expect(try ninth.isAtEnd())
        clients[0].hangUp()
        let deadline = LineClient.now + 5
        var isIn = false
        while !isIn, LineClient.now < deadline { isIn = try live.client().fault(ping) == nil }
        #expect(isIn)
    }

    @Test func beyond32ConnectionsThereIsRoomForRootOnly() throws {
        let live = try LiveServer { settings in
            settings.limits.connectionsPerUser = 1_000
            settings.limits.connectionsForRoot = 2
        }
        let clients = try (0..<34).map { _ in try live.client() }
        for client in clients { #expect(try client.ask(ping)["id"] == 1) }
        for _ in 0..<100 { #expect(try live.client().read()?["error"]?["code"] == 1_006) }
    }

    @Test func aClientThatNeverReadsIsClosedWith1008() throws {
        let live = try LiveServer()
        let client = try live.client()
        _ = try client.ask(#"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#)
        let text = String(repeating: "x", count: 4_000)
        let stranger = try live.client()
        for count in 0..<600 {
            live.server.publish(
                SessionTranscript(role: .user, item: "i\(count)", text: text, isFinal: true), session: "s-1")
        }
        #expect(try stranger.ask(ping)["id"] == 1)
        var last: JSONValue?
        while let line = try client.read() { last = line }
        #expect(last?["error"]?["code"] == 1_008)
        #expect(live.observations.contains { if case .slowClient = $0 { true } else { false } })
    }

    @Test func aQueueOver256KiBFor5SecondsIsClosedWith1008() throws {
        let live = try LiveServer { $0.limits.slowPatience = 100 }
        let client = try live.client()
        _ = try client.ask(#"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#)
        let text = String(repeating: "x", count: 4_000)
        for _ in 0..<160 {
            live.server.publish(SessionWord(item: "i", text: text, offsetMilliseconds: 0, durationMilliseconds: 1))
        }
        let deadline = LineClient.now + 5
        while LineClient.now < deadline {
            if live.observations.contains(where: { if case .slowClient = $0 { true } else { false } }) { break }
            _ = try live.client().ask(ping)
        }
        var last: JSONValue?
        while let line = try client.read() { last = line }
        #expect(last?["error"]?["code"] == 1_008)
    }

    @Test func aReaderOfOneByteAtATimeDoesNotDelayOthers() throws {
        let live = try LiveServer()
        let slow = try live.client()
        _ = try slow.ask(#"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#)
        let other = try live.client()
        var worst = 0.0
        for count in 0..<200 {
            live.server.publish(
                SessionWord(
                    item: "i", text: String(repeating: "x", count: 2_000), offsetMilliseconds: 0,
                    durationMilliseconds: 1))
            if count % 10 == 0 { _ = try slow.readBytes(1) }
            let started = LineClient.now
            #expect(try other.ask(ping)["id"] == 1)
            worst = max(worst, LineClient.now - started)
        }
        #expect(worst < 0.5)
    }
}
