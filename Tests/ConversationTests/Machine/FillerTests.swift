import Testing

@testable import Conversation

/// What the person hears while tools keep an answer waiting, and what the service hears about tools of its own.
@Suite struct FillerTests {
    private func script(words: PrivateText? = nil, after: Duration? = .milliseconds(700)) -> ConversationScript {
        let script = ConversationScript.talking(
            .script {
                $0.plan.tools = [ToolDescription(name: "a")]
                $0.tools.filler.after = after
                $0.tools.filler.words = words
            })
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .done("R1"))
        return script
    }

    @Test func aSoftToneSaysThatItIsWorkedOn() {
        let script = script()
        #expect(script.wait(600) == [])
        #expect(script.wait(100) == ["play 180 of tone_1", "last of tone_1"])
        #expect(script.wait(2_000).contains("play 180 of tone_2"))
        // It is no answer: nobody reads it, and nothing is cut at it.
        #expect(script.lines == [] && script.phase == .thinking)
        let loudest = script.loudspeaker.pieces.flatMap(\.samples).map { abs(Int($0)) }.max() ?? 0
        #expect((500...1_036).contains(loudest))
        #expect(script.order(.toolResult(CallNumber(1), .output("1"))) == ["answer c1: 1", "ask"])
        #expect(script.wait(5_000) == [])
    }

    @Test func wordsAreSaidOnce() {
        let script = script(words: "One moment.")
        #expect(script.wait(700) == ["ask for: One moment."])
        script.answerBegins("R2", "A2", "One moment.", milliseconds: 500)
        script.answerEnds("R2", "A2", "One moment.")
        #expect(!script.wait(5_000).contains("ask for: One moment."))
        #expect(script.order(.toolResult(CallNumber(1), .output("1"))) == ["answer c1: 1", "ask"])
    }

    @Test func nobodyIsInterruptedByIt() {
        let quick = script()
        quick.wait(500)
        quick.order(.toolResult(CallNumber(1), .output("1")))
        #expect(quick.wait(3_000) == [])
        let talking = script()
        talking.service(.speechStarted("U1", position: .zero))
        #expect(talking.wait(3_000) == [])
        let off = script(after: nil)
        #expect(off.wait(5_000) == [])
    }

    @Test(arguments: [(ApprovalPolicy.allow, "allow m1"), (.deny, "forbid m1")])
    func theAdminMayAnswerForEverybody(policy: ApprovalPolicy, answer: String) {
        let script = ConversationScript.talking(.script { $0.tools.approval = policy })
        script.service(.responseCreated("R1"))
        let request = ApprovalRequest(approval: "m1", server: "depot", tool: "lookup", arguments: "{}")
        #expect(script.service(.approvalWanted(request)) == [answer])
        #expect(script.service(.done("R1")) == ["ask"])
        #expect(script.order(.approve("m1", true)) == ["refused unknownApproval(m1)"])
    }
}
