import Testing

@testable import Conversation

/// No endpoint can be reached.
@Suite struct OutageTests {
    private func script(_ policy: OutagePolicy, endpoints: [EndpointName] = ["cloud"]) -> ConversationScript {
        let script = ConversationScript(
            .script(endpoints: endpoints) {
                $0.continuity.onOutage = policy
                $0.continuity.longestOutage = .seconds(20)
            })
        script.happens(.began)
        script.ready(1)
        return script
    }

    /// Every attempt fails at once, from now on.
    private func fail(_ script: ConversationScript, for milliseconds: Int) -> [String] {
        var deeds = script.closed(1)
        for _ in 0..<(milliseconds / 100) where script.ending == nil {
            for deed in deeds where deed.hasPrefix("open ") {
                guard let number = deed.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { continue }
                deeds += script.closed(number)
            }
            deeds += script.wait(100)
        }
        return deeds
    }

    @Test func itIsTriedUntilTheLimitAndThenEnded() {
        let script = script(.retry)
        let before = fail(script, for: 19_000)
        #expect(script.ending == nil && before.filter { $0.hasPrefix("open") }.count > 2)
        script.wait(1_500)
        guard case .noService = script.ending else {
            Issue.record("it goes on: \(String(describing: script.ending))")
            return
        }
    }

    @Test func aLineThatIsBackInTimeForgetsTheLimit() {
        let script = script(.retry)
        script.closed(1)
        script.wait(5_000)
        script.ready(2)
        #expect(!script.isSet(.outage))
        script.wait(60_000)
        #expect(script.ending == nil)
    }

    @Test func aPauseLastsAsLongAsItMustAndTheMicrophoneRests() {
        let script = script(.pause)
        script.closed(1)
        #expect(!script.wait(9_000).contains("stop listening"))
        #expect(script.wait(20_000).contains("stop listening"))
        script.wait(600_000)
        #expect(script.ending == nil)
        var open: String?
        for _ in 0..<1_000 where open == nil { open = script.wait(100).last { $0.hasPrefix("open ") } }
        let number = open.flatMap { Int($0.split(separator: " ")[1]) }
        #expect(script.ready(number ?? 0).contains("listen"))
    }

    @Test func whoWantsNoRetryEndsWhenEveryEndpointWasTried() {
        let one = script(.end)
        one.closed(1)
        #expect(one.ending == nil)
        #expect(one.closed(2).last == "finish")
        let two = script(.end, endpoints: ["cloud", "local"])
        two.closed(1)
        two.closed(2)
        #expect(two.ending == nil)
        two.wait(3_000)
        two.ready(3)
        #expect(two.ending == nil)
    }
}
