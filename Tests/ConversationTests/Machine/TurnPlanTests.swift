import Testing

@testable import Conversation

/// What a service is asked for about the person's turns.
@Suite struct TurnPlanTests {
    private func plan(_ mode: TurnMode, asks: Bool) -> TurnDetectionPlan {
        ConversationMachine(.script(mode) { $0.turns.asksForEndOfUtterance = asks }).turnDetection
    }

    @Test func theLanguageModelIsAskedOnlyWhereItIsWished() {
        #expect(plan(.semantic, asks: true).endOfUtteranceTimeout == .seconds(1))
        #expect(plan(.semantic, asks: false).endOfUtteranceTimeout == nil)
        #expect(plan(.serverVAD, asks: true).endOfUtteranceTimeout == nil)
    }

    /// Two that cut the same answer would cut it twice.
    @Test func whereTheServiceCutsTheAnswerWeDoNot() {
        for truncates in [false, true] {
            let script = ConversationScript.talking(.script { $0.plan.turnDetection.autoTruncates = truncates })
            script.personAsks("U1")
            script.answerBegins("R1", "A1")
            script.wait(1_000)
            script.service(.speechStarted("U2", position: .milliseconds(2_000)))
            let deeds = script.service(.done("R1", .cancelled)) + script.wait(500)
            let all = script.actions.compactMap(\.inWords) + deeds
            #expect(all.contains { $0.hasPrefix("truncate A1") } == !truncates)
        }
    }
}
