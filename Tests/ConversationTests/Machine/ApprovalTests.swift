import Testing

@testable import Conversation

/// The service asks for leave to call tools of its own.
@Suite struct ApprovalTests {
    private func script(_ policy: ApprovalPolicy = .ask) -> ConversationScript {
        let script = ConversationScript(
            .script {
                $0.tools.approval = policy
                $0.tools.approvalTimeout = .seconds(30)
                $0.tools.mostOpenCalls = 2
            })
        script.happens(.began)
        script.ready(1)
        script.service(.responseCreated("R1"))
        return script
    }

    private func wanted(_ approval: ApprovalID) -> ServiceEvent {
        .approvalWanted(ApprovalRequest(approval: approval, server: "calendar", tool: "erase", arguments: "{}"))
    }

    @Test func aClientAllowsAndTheServiceGoesOn() {
        let script = script()
        #expect(script.service(wanted("a1")) == ["may erase?"])
        script.service(.done("R1"))
        #expect(script.order(.approve("a1", true)) == ["a1 is allowed", "allow a1", "ask"])
    }

    @Test func aClientDenies() {
        let script = script()
        script.service(wanted("a1"), .done("R1"))
        #expect(script.order(.approve("a1", false)) == ["a1 is denied", "forbid a1", "ask"])
    }

    @Test func silenceIsANo() {
        let script = script()
        script.service(wanted("a1"), .done("R1"))
        #expect(script.wait(29_999) == [])
        #expect(script.wait(1) == ["a1 is timedOut", "forbid a1", "ask"])
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
    }

    @Test func theFirstAnswerCounts() {
        let script = script()
        script.service(wanted("a1"), .done("R1"))
        script.order(.approve("a1", false))
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
    }

    @Test func aQuestionThatComesTwiceIsPutOnce() {
        let script = script()
        #expect(script.service(wanted("a1"), wanted("a1")) == ["may erase?"])
    }

    @Test func nobodyIsAskedWhereTheAdminDecided() {
        #expect(script(.allow).service(wanted("a1"), .done("R1")) == ["allow a1", "ask"])
        #expect(script(.deny).service(wanted("a1"), .done("R1")) == ["forbid a1", "ask"])
    }

    @Test func moreQuestionsAtOnceThanTheLimitAreDenied() {
        let script = script()
        script.service(wanted("a1"), wanted("a2"))
        #expect(script.service(wanted("a3")) == ["forbid a3"])
    }

    @Test func aLineThatBreaksTakesItsQuestionsAlong() {
        let script = script()
        script.service(wanted("a1"))
        let deeds = script.closed(1)
        #expect(deeds.contains("a1 is gone"))
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
    }

    @Test func whatThePersonWantedDoneIsAskedForOnTheNextLine() {
        let script = script()
        script.service(wanted("a1"), .done("R1"))
        script.closed(1)
        #expect(script.ready(2) == ["ask (2)"])
        script.service(.responseCreated("R2"), wanted("a2"), on: 2)
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
        #expect(script.order(.approve("a2", true)).contains("allow a2 (2)"))
    }

    /// Nobody answered while there was time; the service ends the line.
    @Test func aLineThatMustBeReplacedTakesItsQuestionsAlong() {
        let script = ConversationScript(
            .script {
                $0.tools.approval = .ask
                $0.tools.approvalTimeout = .seconds(900)
            })
        script.happens(.began)
        script.ready(1, lifetime: .seconds(600))
        script.service(.responseCreated("R1"), wanted("a1"), .done("R1"))
        script.wait(480_000)
        // A question that is open puts a renewal off.
        #expect(script.ready(2) == [])
        let deeds = script.wait(130_000)
        #expect(deeds.contains("a1 is gone") && deeds.contains("ask (2)"))
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
    }

    @Test func aLineThatWasReplacedAsksInVainAndTheOtherIsAskedAnew() {
        let script = ConversationScript(.script { $0.tools.approval = .ask })
        script.happens(.began)
        script.ready(1, lifetime: .seconds(600))
        script.wait(479_000)
        script.answerBegins("R1", "A1", milliseconds: 300_000)
        script.wait(1_000)
        script.ready(2)
        for _ in 0..<130 where script.machine.link.serving?.number == ConnectionNumber(1) {
            script.service(.text("R1", "A1", " more"))
            script.wait(1_000)
        }
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        #expect(script.service(wanted("a1")) == ["forbid a1"])
        #expect(script.order(.approve("a1", true)) == ["refused \(OrderRefusal.unknownApproval("a1"))"])
        #expect(script.answerEnds("R1", "A1").contains("ask (2)"))
    }

    @Test func theEndOfTheConversationEndsTheQuestion() {
        let script = script()
        script.service(wanted("a1"))
        #expect(script.order(.stop(.now)).contains("a1 is gone"))
    }

    @Test func whileAQuestionIsOpenTheConversationIsBusy() {
        let script = script()
        script.service(wanted("a1"), .done("R1"))
        #expect(script.phase == .thinking)
        script.order(.approve("a1", false))
        script.service(.responseCreated("R2"), .done("R2"))
        #expect(script.phase == .listening)
    }
}
