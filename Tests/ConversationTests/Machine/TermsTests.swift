import Sound
import Testing

@testable import Conversation

/// The admin changes the settings while a conversation runs.
@Suite struct TermsTests {
    private func script(_ change: (inout ConversationSettings) -> Void = { _ in }) -> ConversationScript {
        .talking(.script(.serverVAD, change))
    }

    /// What the admin writes now, over what the conversation has.
    @discardableResult private func change(
        _ script: ConversationScript, _ change: (inout ConversationTerms) -> Void
    ) -> [String] {
        var terms = script.machine.settings.terms
        change(&terms)
        return script.order(.terms(terms))
    }

    @Test func whatDidNotChangeDoesNothing() {
        let script = script { $0.idle.timeout = .seconds(60) }
        let before = script.machine
        #expect(change(script) { _ in } == [])
        #expect(script.machine.settings == before.settings && script.due(.idle) == .seconds(60))
    }

    // MARK: Silence and length

    @Test func aLongerIdleTimeCountsFromTheLastWord() {
        let script = script { $0.idle.timeout = .seconds(60) }
        script.wait(50_000)
        change(script) { $0.idle.timeout = .seconds(90) }
        script.wait(39_000)
        #expect(script.ending == nil)
        script.wait(1_000)
        #expect(script.ending == .idle)
    }

    @Test func aShorterIdleTimeEndsNothingWithoutItsWarning() {
        let script = script { $0.idle.timeout = .seconds(60) }
        script.wait(30_000)
        change(script) { $0.idle.timeout = .seconds(15) }
        #expect(script.wait(9_000) == ["idle soon"])
        #expect(script.ending == nil)
        script.wait(1_000)
        #expect(script.ending == .idle)
    }

    @Test func idleTimeIsLetGoAndTakenUp() {
        let script = script { $0.idle.timeout = .seconds(20) }
        change(script) { $0.idle.timeout = nil }
        script.wait(600_000)
        #expect(script.ending == nil)
        change(script) { $0.idle.timeout = .seconds(20) }
        script.wait(19_000)
        #expect(script.ending == nil)
        script.wait(1_000)
        #expect(script.ending == .idle)
    }

    @Test func theLongestConversationCountsFromItsBeginning() {
        let script = script()
        script.wait(50_000)
        change(script) { $0.longest = .seconds(60) }
        script.wait(9_000)
        #expect(script.ending == nil)
        change(script) { $0.longest = .seconds(120) }
        script.wait(60_000)
        #expect(script.ending == nil)
        change(script) { $0.longest = .seconds(100) }
        script.wait(1)
        #expect(script.ending == .tooLong)
    }

    @Test func aLimitThatIsTakenBackEndsNothing() {
        let script = script { $0.longest = .seconds(60) }
        change(script) { $0.longest = nil }
        script.wait(600_000)
        #expect(script.ending == nil)
    }

    // MARK: Money

    private func spend(_ script: ConversationScript, _ tokens: Int, _ response: ResponseID) -> [String] {
        script.service(.responseCreated(response), .done(response, usage: ServiceUsage(inputText: tokens)))
    }

    @Test func aLowerCapCountsWhatWasSpentBefore() {
        let script = script { $0.budget.farewell = "Our time is up." }
        #expect(spend(script, 500, "R1") == [])
        #expect(
            change(script) { $0.budget.tokensPerSession = 400 } == [
                "nearing tokens cap", "reached tokens cap", "ask for: Our time is up.",
            ])
    }

    @Test func aHigherCapWarnsAnew() {
        let script = script { $0.budget.tokensPerSession = 1_000 }
        #expect(spend(script, 900, "R1") == ["nearing tokens cap"])
        #expect(change(script) { $0.budget.tokensPerSession = 2_000 } == [])
        #expect(spend(script, 600, "R2") == [])
        #expect(spend(script, 200, "R3") == ["nearing tokens cap"])
        #expect(change(script) { $0.budget.warnAt = 0.5 } == ["nearing tokens cap"])
        #expect(change(script) { $0.budget.perDay = Cost(billionths: 1) } == [])
    }

    @Test func pricesHoldFromNowOn() {
        let script = script { $0.endpoints[0].prices = PriceList(inputText: Cost(billionths: 1_000)) }
        _ = spend(script, 1_000, "R1")
        change(script) { $0.prices = ["cloud": PriceList(inputText: Cost(billionths: 5_000))] }
        _ = spend(script, 1_000, "R2")
        #expect(script.totals.cost == Cost(billionths: 6_000))
        change(script) { $0.prices = [:] }
        _ = spend(script, 1_000, "R3")
        #expect(script.totals.cost == nil && script.totals.knownCost == Cost(billionths: 6_000))
    }

    @Test func timeIsBilledAtThePriceOfItsMinute() {
        let script = script { $0.endpoints[0].prices = PriceList(perMinute: Cost(billionths: 60_000)) }
        script.wait(3_000)
        change(script) { $0.prices = ["cloud": PriceList(perMinute: Cost(billionths: 600_000))] }
        #expect(script.totals.cost == Cost(billionths: 3_000))
        script.wait(6_000)
        #expect(script.totals.cost == Cost(billionths: 3_000 + 60_000))
    }

    // MARK: The line

    /// Nothing answers, and the next attempt is far away.
    private func waiting() -> ConversationScript {
        let script = script { ($0.continuity.firstWait, $0.continuity.longestWait) = (.seconds(600), .seconds(600)) }
        script.closed(1)
        script.closed(2)
        return script
    }

    @Test func aShorterWaitIsNotWaitedForTheLongOne() {
        let script = waiting()
        #expect(script.wait(60_000) == [])
        change(script) { ($0.continuity.firstWait, $0.continuity.longestWait) = (.seconds(1), .seconds(5)) }
        guard case .waiting(let wait, _)? = script.links.last else {
            Issue.record("nobody was told")
            return
        }
        #expect(wait == .seconds(5))
        #expect(script.wait(5_000) == ["open 3 at cloud"])
    }

    @Test func aLongerWaitLeavesTheOneThatRuns() {
        let script = waiting()
        let due = script.due(.retry)
        change(script) { $0.continuity.longestWait = .seconds(3_600) }
        #expect(script.due(.retry) == due)
    }

    @Test func whatTheServiceAskedForIsWaited() {
        let script = script()
        script.closed(1)
        script.closed(2, .serverTrouble, retryAfter: .seconds(40))
        change(script) { $0.continuity.longestWait = .seconds(1) }
        #expect(script.wait(39_000) == [])
        #expect(script.wait(1_000) == ["open 3 at cloud"])
    }

    @Test func theNextEndpointsTurnComesSooner() {
        let script = ConversationScript.talking(
            .script(endpoints: ["cloud", "local"]) { $0.continuity.fallbackAfter = .seconds(60) })
        script.closed(1)
        script.wait(5_000)
        change(script) { $0.continuity.fallbackAfter = .seconds(6) }
        #expect(script.wait(900) == [])
        #expect(script.wait(100) == ["close 2", "open 3 at local"])
    }

    @Test func anOutageIsBorneAsLongAsIsSaidNow() {
        let script = script { $0.continuity.longestOutage = .seconds(30) }
        script.closed(1)
        script.wait(5_000)
        change(script) { $0.continuity.longestOutage = .seconds(60) }
        for number in 2..<40 where script.ending == nil {
            script.closed(number)
            script.wait(1_000)
        }
        #expect(script.ending == nil)
        change(script) { $0.continuity.longestOutage = .seconds(10) }
        script.wait(1)
        #expect(script.ending != nil)
    }

    @Test func renewalsMoveWithTheirLead() {
        let script = ConversationScript.talking(.script(), lifetime: .seconds(1_800))
        #expect(script.due(.renewal) == .seconds(1_680))
        script.wait(10_000)
        change(script) { $0.continuity.renewalLead = .seconds(600) }
        #expect(script.due(.renewal) == .seconds(1_200) && script.due(.hardRenewal) == .seconds(1_785))
    }

    @Test func theWayBackIsLookedForAsOftenAsIsSaidNow() {
        let script = ConversationScript(.script(endpoints: ["cloud", "local"]))
        script.happens(.began)
        script.wait(3_000)
        script.ready(2)
        change(script) { $0.continuity.returnAfter = .seconds(5) }
        #expect(script.wait(5_000) == ["open 3 at cloud"])
    }

    // MARK: Interrupting

    private func speaking(_ change: (inout ConversationSettings) -> Void = { _ in }) -> ConversationScript {
        let script = script(change)
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(1_000)
        return script
    }

    @Test func theServiceIsToldThatItInterruptsNoMore() {
        let script = speaking()
        #expect(change(script) { $0.interruption.mode = .request } == ["change turns energy 500"])
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == [])
        #expect(!script.loudspeaker.isSilent)
        #expect(change(script) { $0.interruption.mode = .speech } == ["change turns energy 500"])
    }

    @Test func aSuspicionEndsWhereNobodyMayInterrupt() {
        let script = speaking { $0.turns.mode = .localVAD }
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == ["pause"])
        #expect(change(script) { $0.interruption.mode = .nothing } == ["resume"])
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == [])
    }

    @Test func otherStopWordsAreListenedFor() {
        let script = speaking {
            $0.interruption.mode = .stopWord
            $0.interruption.stopWords = ["stop"]
        }
        change(script) { $0.interruption.stopWords = ["halt"] }
        script.service(.speechStarted("U2", position: .seconds(3)))
        #expect(script.service(.inputTranscriptDelta("U2", "stop it ")) == [])
        #expect(script.service(.inputTranscriptDone("U2", "stop it, halt")).first == "cut")
    }

    @Test func aDetectorIsToldItsNewTimes() {
        let script = script()
        change(script) { $0.interruption.sensitivity.confirmAfter = .milliseconds(900) }
        guard case .audio(.watch(let sensitivity))? = script.actions.last(where: { $0.isWatch }) else {
            Issue.record("it was not told")
            return
        }
        #expect(sensitivity.confirmAfter == .milliseconds(900))
    }

    @Test func whoMayNotFallBackAnyMoreGoesBackToFull() {
        let script = script { $0.interruption.degrades = true }
        for _ in 0..<8 { script.audio(.echo(EchoReading(enhancement: 2, loudness: 30, likeness: 0.8))) }
        #expect(script.machine.duplex.mode == .key)
        change(script) { $0.interruption.degrades = false }
        #expect(script.machine.duplex.mode == .full && script.machine.bargeIn.fallback == .full)
    }

    // MARK: Tools

    @Test func approvalsAreAnsweredByTheNewRule() {
        let script = script()
        change(script) { $0.tools.approval = .deny }
        #expect(
            script.service(.approvalWanted(.init(approval: "m1", server: "s", tool: "t", arguments: "{}"))).first
                == "forbid m1")
    }

    @Test func asManyCallsAsIsSaidNow() {
        let script = script {
            $0.plan.tools = [ToolDescription(name: "lamp")]
            $0.tools.longestOutput = 10
        }
        change(script) { ($0.tools.mostOpenCalls, $0.tools.longestOutput) = (1, 3) }
        #expect(script.machine.tools.settings.mostOpenCalls == 1)
        #expect(script.machine.tools.settings.longestOutput == 3)
    }
}

extension ConversationAction {
    fileprivate var isWatch: Bool { if case .audio(.watch) = self { true } else { false } }
}
