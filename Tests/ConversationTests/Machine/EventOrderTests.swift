import Sound
import Testing

@testable import Conversation

/// The orders of events that services are known to use: what happens == what is done. The numbers are those of the
/// sheet of facts about the wire; 8.9 is tested at the wire, more of 8.6 in `InterruptionTests`, 8.8 in `AvatarTests`.
@Suite struct EventOrderTests {
    /// Order 8.1.
    @Test func sessionStartSendsNoSoundBeforeTheServiceAgreed() {
        let script = ConversationScript()
        script.isMicrophoneOn = true
        #expect(script.happens(.began) == ["listen", "open 1 at cloud"])
        script.wait(500)
        #expect(script.appended.isEmpty)
        #expect(script.ready(1) == [])
        script.wait(100)
        #expect(!script.appended.isEmpty)
        #expect(script.phases == [.connecting, .listening])
    }

    /// Order 8.2.
    @Test func voiceTurnWithServerVAD() {
        let script = ConversationScript.talking()
        #expect(script.service(.speechStarted("U1", position: .milliseconds(1_456))) == [])
        #expect(script.service(.speechStopped("U1", position: .milliseconds(4_512))) == [])
        #expect(script.service(.inputCommitted("U1", after: nil)) == [])
        #expect(script.service(.itemCreated(ServiceItem("U1", .message(.person)), after: nil)) == [])
        #expect(script.service(.responseCreated("R1")) == [])
        #expect(script.service(.outputItemAdded("R1", ServiceItem("A1", .message(.assistant)))) == [])
        #expect(script.service(.itemCreated(ServiceItem("A1", .message(.assistant)), after: "U1")) == [])
        #expect(script.service(.text("R1", "A1", "Next stop is Harbour.")) == [])
        #expect(script.service(.sound("R1", "A1", 200)) == ["play 200 of A1"])
        #expect(script.service(.inputTranscriptDone("U1", "What is next?")) == [])
        #expect(script.service(.sound("R1", "A1", 200)) == ["play 200 of A1"])
        #expect(script.service(.soundDone("R1", "A1")) == ["last of A1"])
        #expect(script.service(.wholeText("R1", "A1", "Next stop is Harbour.")) == [])
        #expect(script.service(.done("R1")) == [])
        #expect(script.wait(500) == [])
        #expect(script.phases == [.connecting, .listening, .userSpeaking, .thinking, .speaking, .listening])
        #expect(script.lines == ["1.0 person: What is next?", "1.1 assistant: Next stop is Harbour."])
    }

    /// Order 8.3.
    @Test func manualCommitTurn() {
        let script = ConversationScript.talking(.script(.localVAD))
        script.isMicrophoneOn = true
        script.wait(1_000)
        #expect(script.appended.isEmpty)
        script.audio(.nearEnd(.started(from: .zero, at: .milliseconds(900), confidence: 0.9)))
        script.wait(1_000)
        script.audio(.nearEnd(.ended(until: .zero, at: .milliseconds(1_950))))
        #expect(script.wait(440) == [])
        #expect(script.wait(60) == ["commit", "ask"])
        script.service(
            .inputCommitted("U1", after: nil), .itemCreated(ServiceItem("U1", .message(.person)), after: nil))
        #expect(script.phase == .thinking)
        script.answerBegins("R1", "A1")
        #expect(script.phase == .speaking)
    }

    /// Order 8.4.
    @Test func textTurn() {
        let script = ConversationScript.talking(.script(.text))
        #expect(script.order(.say("Hello", as: .person)) == ["write person: Hello", "ask"])
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("A1", .message(.assistant))),
            .itemCreated(ServiceItem("A1", .message(.assistant)), after: nil), .text("R1", "A1", "Hi "))
        script.service(.text("R1", "A1", "there"), .wholeText("R1", "A1", "Hi there"), .done("R1"))
        #expect(script.lines == ["1.0 person: Hello", "1.1 assistant: Hi there"])
        #expect(script.phase == .listening)
    }

    /// Order 8.5.
    @Test func functionCallTurn() {
        let script = ConversationScript.talking(.script { $0.plan.tools = [ToolDescription(name: "next_stop")] })
        script.personAsks("U1")
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("F1", .functionCall)),
            .itemCreated(ServiceItem("F1", .functionCall), after: "U1"))
        #expect(script.service(.call("R1", "c1", "next_stop", #"{"line":4}"#)) == [#"call 1 next_stop {"line":4}"#])
        #expect(script.service(.outputItemDone("R1", ServiceItem("F1", .functionCall)), .done("R1")) == [])
        #expect(script.phase == .thinking)
        #expect(script.order(.toolResult(CallNumber(1), .output("Harbour"))) == ["answer c1: Harbour", "ask"])
        script.answerBegins("R2", "A1")
        #expect(script.phase == .speaking)
    }

    /// Order 8.5, answered early.
    @Test func functionCallAnsweredBeforeItsResponseIsDone() {
        let script = ConversationScript.talking(.script { $0.plan.tools = [ToolDescription(name: "a")] })
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"))
        #expect(script.order(.toolResult(CallNumber(1), .output("x"))) == [])
        #expect(script.service(.done("R1")) == ["answer c1: x", "ask"])
    }

    /// Order 8.4, where words alone are wanted: the closing part is empty.
    @Test func textTurnWithoutSound() {
        let script = ConversationScript.talking(.script(.text) { $0.plan.textOnly = true })
        script.order(.say("Hello", as: .person))
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("A1", .message(.assistant))),
            .text("R1", "A1", "Hi "), .text("R1", "A1", "there"), .wholeText("R1", "A1", "Hi there"),
            .outputItemDone("R1", ServiceItem("A1", .message(.assistant))), .done("R1"))
        #expect(script.lines.last == "1.1 assistant: Hi there")
        #expect(script.loudspeaker.pieces.isEmpty)
    }

    /// Order 8.5 with several calls behind a spoken message.
    @Test func parallelFunctionCallsBehindWords() {
        let script = ConversationScript.talking(
            .script { $0.plan.tools = [ToolDescription(name: "a"), ToolDescription(name: "b")] })
        script.personAsks("U1")
        script.answerBegins("R1", "A1", "One moment.", milliseconds: 300)
        script.service(.soundDone("R1", "A1"), .outputItemAdded("R1", ServiceItem("F1", .functionCall)))
        #expect(script.service(.call("R1", "c1", "a"), .call("R1", "c2", "b")) == ["call 1 a {}", "call 2 b {}"])
        #expect(script.order(.toolResult(CallNumber(1), .output("x"))) == [])
        #expect(script.service(.done("R1")) == [])
        #expect(script.order(.toolResult(CallNumber(2), .output("y"))) == ["answer c1: x", "answer c2: y", "ask"])
        script.wait(300)
        script.answerBegins("R2", "A2", "Done.", milliseconds: 100)
        script.answerEnds("R2", "A2", "Done.")
        script.wait(200)
        #expect(script.lines == ["1.0 person: question", "1.1 assistant: One moment.", "1.2 assistant: Done."])
    }

    /// Order 8.6.
    @Test func bargeInWhereTheClosingEventsComeFirst() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(800)
        script.service(
            .soundDone("R1", "A1"), .wholeText("R1", "A1", "one two three"),
            .outputItemDone("R1", ServiceItem("A1", .message(.assistant))), .done("R1", .cancelled))
        #expect(script.service(.speechStarted("U2", position: .seconds(2))) == ["cut", "truncate A1 at 800"])
        script.service(.itemTruncated("A1", content: 0, heard: .milliseconds(800)))
        #expect(script.phase == .userSpeaking)
    }

    /// Order 8.6 with `auto_truncate`.
    @Test func bargeInWhereTheServiceTruncatesByItself() {
        let script = ConversationScript.talking(.script { $0.plan.turnDetection.autoTruncates = true })
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(800)
        #expect(script.service(.speechStarted("U2", position: .seconds(2))) == ["cut"])
    }

    /// Order 8.7.
    @Test func mcpToolsAskForApproval() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        let request = ApprovalRequest(approval: "m1", server: "depot", tool: "lookup", arguments: "{}")
        script.service(.itemCreated(ServiceItem("L1", .serviceWork), after: nil), .responseCreated("R1"))
        #expect(script.service(.approvalWanted(request)) == ["may lookup?"])
        script.service(.done("R1"))
        #expect(script.order(.approve("m1", true)) == ["m1 is allowed", "allow m1", "ask"])
        #expect(script.order(.approve("m1", true)) == ["refused unknownApproval(m1)"])
    }

    /// Order 8.7 without approval: the service works by itself, and speaks in the same response.
    @Test func mcpToolsThatNeedNoApproval() {
        let script = ConversationScript.talking()
        script.service(
            .itemCreated(ServiceItem("L1", .serviceWork), after: nil), .other(name: "mcp_list_tools.completed"))
        script.personAsks("U1")
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("M1", .serviceWork)),
            .other(name: "response.mcp_call_arguments.done"), .other(name: "response.mcp_call.in_progress"),
            .other(name: "response.mcp_call.completed"), .outputItemDone("R1", ServiceItem("M1", .serviceWork)))
        #expect(script.phase == .thinking)
        #expect(
            script.service(.text("R1", "A1", "Harbour."), .sound("R1", "A1", 200)) == ["play 200 of A1"])
        #expect(script.answerEnds("R1", "A1", "Harbour.") == ["last of A1"])
        script.wait(300)
        #expect(script.lines == ["1.0 person: question", "1.1 assistant: Harbour."])
    }

    @Test func anApprovalThatNobodyGivesIsRefusedInTime() {
        let script = ConversationScript.talking()
        script.service(
            .responseCreated("R1"),
            .approvalWanted(ApprovalRequest(approval: "m1", server: "depot", tool: "lookup", arguments: "{}")),
            .done("R1"))
        #expect(script.wait(30_000) == ["m1 is timedOut", "forbid m1", "ask"])
    }

    /// Order 8.10.
    @Test func wordsAndVisemesAreToldWhenTheirSampleIsHeard() {
        let script = ConversationScript.talking()
        script.service(.responseCreated("R1"), .sound("R1", "A1", 1_000))
        let word = Caption(
            response: "R1", item: "A1", offset: .milliseconds(490), .word("stop", lasting: .milliseconds(387)))
        let viseme = Caption(response: "R1", item: "A1", offset: .milliseconds(455), .viseme(20))
        #expect(script.service(.caption(word), .caption(viseme)) == ["mark 490 of A1", "mark 455 of A1"])
        script.wait(450)
        #expect(script.captions == [])
        script.wait(10)
        #expect(script.captions == [.viseme(20)])
        script.wait(40)
        #expect(script.captions == [.viseme(20), .word("stop", lasting: .milliseconds(387))])
    }

    @Test func aFaceMovesFrameByFrame() {
        let script = ConversationScript.talking()
        script.service(.responseCreated("R1"), .sound("R1", "A1", 1_000))
        let frames = Caption(
            response: "R1", item: "A1", offset: .milliseconds(100),
            .blendShapes(first: 6, frames: [[0.1], [0.2], [0.3]]))
        #expect(script.service(.caption(frames)) == ["mark 100 of A1", "mark 116 of A1", "mark 133 of A1"])
        script.wait(120)
        #expect(
            script.captions == [
                .blendShapes(first: 6, frames: [[0.1]]), .blendShapes(first: 7, frames: [[0.2]]),
            ])
    }

    @Test func aScreensOfferIsCarriedToTheServiceAndItsAnswerBack() {
        let script = ConversationScript.talking()
        #expect(script.order(.connectAvatar("offer 1")) == ["offer offer 1"])
        script.service(.avatarAnswered("answer 1"))
        #expect(script.avatar == [.answered("answer 1")])
    }

    @Test func anOfferWithoutALineFailsAtOnce() {
        let script = ConversationScript()
        script.order(.connectAvatar("offer 1"))
        #expect(script.avatar == [.failed(reason: "there is no line to the service")])
    }

    @Test func greetingIsAskedForAsSoonAsTheServiceAgrees() {
        let script = ConversationScript(.script { $0.greeting = .verbatim("Welcome") })
        script.happens(.began)
        #expect(script.ready(1) == ["ask for: Welcome"])
        script.answerBegins("R1", "A1", "Welcome")
        script.answerEnds("R1", "A1", "Welcome")
        script.wait(4_100)
        #expect(script.lines == ["0.0 assistant: Welcome"])
    }

    @Test func theNextTurnMayStartBeforeTheResponseIsDone() {
        let script = ConversationScript.talking(.script { $0.interruption.mode = .nothing })
        script.personAsks("U1", "first")
        script.answerBegins("R1", "A1", "answer")
        script.personAsks("U2", "second")
        script.answerEnds("R1", "A1", "answer")
        script.wait(4_100)
        #expect(script.lines == ["1.0 person: first", "1.1 assistant: answer", "2.0 person: second"])
    }

    @Test func aTranscriptMayComeAfterItsAnswer() {
        let script = ConversationScript.talking()
        script.personAsks("U1", nil)
        script.answerBegins("R1", "A1", "answer", milliseconds: 500)
        script.answerEnds("R1", "A1", "answer")
        script.wait(600)
        #expect(script.lines == [])
        script.service(.inputTranscriptDone("U1", "question"))
        #expect(script.lines == ["1.0 person: question", "1.1 assistant: answer"])
    }
}
