import Sound
import Testing

@testable import Conversation

/// Things that happen at the worst moment, or in an order that no service should use.
@Suite struct WorstMomentTests {
    private func tooled(_ timeout: Duration = .seconds(30)) -> ConversationScript {
        .talking(.script { $0.plan.tools = [ToolDescription(name: "a", timeout: timeout)] }, lifetime: .seconds(600))
    }

    /// The new connection is ready and waits for quiet, which does not come before the session's last seconds.
    private func renewing(_ script: ConversationScript, at milliseconds: Int = 480_000) {
        script.wait(milliseconds - 5_000)
        script.service(.speechStarted("U0", position: .zero))
        script.wait(5_000)
        script.ready(2, lifetime: .seconds(600))
        script.wait(585_000 - milliseconds - 1_000)
        script.service(.speechStopped("U0", position: .seconds(2)), .inputCommitted("U0", after: nil))
    }

    // MARK: A connection is replaced in the middle of something

    @Test func anAnswerUnderWayAtTheHardDeadlineIsHeardOnceAndToItsEnd() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", milliseconds: 4_000)
        #expect(
            script.wait(1_000) == [
                "write person: question (2)",
                "write assistant: one two three four five six seven eight nine ten (2)",
            ])
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        #expect(script.service(.sound("R1", "A1", 1_000)) == ["play 1000 of A1"])
        #expect(script.answerEnds("R1", "A1") == ["last of A1"])
        #expect(script.wait(4_000) == ["close 1"])
        #expect(script.loudspeaker.heard.values.first == .milliseconds(5_000))
        #expect(script.phase == .listening)
    }

    @Test func anAnswerThatTakesLongerThanTheGraceOfAReplacedConnectionIsWaitedFor() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", milliseconds: 200)
        script.wait(1_000)
        for _ in 0..<50 {
            #expect(script.service(.sound("R1", "A1", 200)) == ["play 200 of A1"] && script.wait(200) == [])
        }
        script.answerEnds("R1", "A1")
        #expect(script.wait(2_000) == ["close 1"])
    }

    @Test func anAnswerThatBreaksOffOnAReplacedConnectionIsTakenUpOnTheNewOne() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", milliseconds: 500)
        script.wait(1_000)
        let deeds = script.closed(1, .expired)
        #expect(deeds.first == "last of A1")
        #expect(deeds.last?.hasPrefix("ask under: The line was interrupted") == true)
        #expect(deeds.last?.hasSuffix("(2)") == true)
    }

    @Test func anAnswerThatHasNotBegunAtTheHardDeadlineIsAskedOfTheNewConnection() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"), .responseCreated("R1"))
        #expect(script.wait(1_000) == ["write person: question (2)", "ask (2)"])
        // The old one answers all the same: twice would be once too often.
        #expect(script.service(.sound("R1", "A1", 500), .done("R1")) == [])
        #expect(script.answerBegins("R1", "A1", milliseconds: 100, on: 2) == ["play 100 of A1"])
    }

    @Test func anAnswerThatAReplacedConnectionBeginsIsNotPlayed() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        #expect(script.wait(1_000) == ["write person: question (2)", "ask (2)"])
        #expect(script.answerBegins("R1", "A1") == [])
        #expect(script.answerEnds("R1", "A1") == [])
        #expect(script.answerBegins("R9", "A9", "mine", milliseconds: 100, on: 2) == ["play 100 of A9"])
        script.answerEnds("R9", "A9", "mine", on: 2)
        script.wait(300)
        #expect(script.lines == ["1.0 person: question", "1.1 assistant: mine"])
    }

    @Test func aQuestionThatIsSentAgainIsOneLine() {
        let script = tooled()
        script.isMicrophoneOn = true
        script.wait(470_000)
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 1)))
        script.service(.speechStarted("U1", position: .seconds(471)))
        script.wait(9_000)
        script.ready(2, lifetime: .seconds(600))
        script.service(.inputTranscriptDelta("U1", "What is"))
        // Speech goes on and on, beyond the hard deadline.
        script.wait(105_000)
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        script.service(
            .speechStopped("U1", position: .seconds(585)), .inputCommitted("U1", after: nil),
            .inputTranscriptDone("U1", "What is"), on: 1)
        script.wait(1_000)
        script.personAsks("U1", "What is the time?", on: 2)
        script.answerBegins("R1", "A1", "Noon.", milliseconds: 100, on: 2)
        script.answerEnds("R1", "A1", "Noon.", on: 2)
        script.wait(500)
        #expect(script.lines.map { $0.dropFirst(4) } == ["person: What is the time?", "assistant: Noon."])
    }

    @Test func aBargeInWhileAConnectionWaitsToTakeOver() {
        let script = tooled()
        script.wait(479_000)
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(1_000)
        #expect(script.ready(2, lifetime: .seconds(600)) == [])
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == ["cut"])
        // It is cancelled and truncated where it was given, before anything else.
        #expect(script.service(.speechStarted("U2", position: .seconds(480))) == ["truncate A1 at 1000"])
        #expect(script.service(.done("R1", .cancelled)) == [])
        #expect(script.machine.link.serving?.number == ConnectionNumber(1))
        script.service(.speechStopped("U2", position: .seconds(481)), .inputCommitted("U2", after: nil))
        script.service(.inputTranscriptDone("U2", "stop"), .responseCreated("R2"), .done("R2"))
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
    }

    @Test func aBargeInAgainstAnAnswerOfAReplacedConnection() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", milliseconds: 4_000)
        script.wait(2_000)
        let heard = script.loudspeaker.heard.values.first?.wholeMilliseconds ?? 0
        #expect(script.order(.interrupt) == ["cut", "cancel R1", "truncate A1 at \(heard)"])
        #expect(script.service(.sound("R1", "A1", 1_000), .done("R1", .cancelled)) == [])
    }

    @Test func aToolCalledBehindTheFirstWordsOfAnAnswerThatIsLeftBehind() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", "One moment.", milliseconds: 300)
        script.wait(1_000)
        #expect(script.service(.call("R1", "c1", "a")) == ["call 1 a {}"])
        #expect(script.service(.soundDone("R1", "A1"), .done("R1")) == ["last of A1"])
        #expect(
            script.order(.toolResult(CallNumber(1), .output("42"))) == [
                "write system: The tool a was called with {} and answered: 42 (2)", "ask (2)",
            ])
    }

    /// It hears nobody any more, and would go on.
    @Test func aReplacedServiceIsToldThatSomebodySpoke() {
        let script = tooled()
        renewing(script)
        script.service(.inputTranscriptDone("U0", "question"))
        script.answerBegins("R1", "A1", milliseconds: 4_000)
        script.wait(2_000)
        let deeds = script.service(.speechStarted("U1", position: .seconds(1)), on: 2)
        #expect(deeds.prefix(2) == ["cut", "cancel R1"])
        #expect(deeds.last?.hasPrefix("truncate A1 at") == true)
    }

    @Test func theTimeOfASessionRunsWhileItWaitsToTakeOver() {
        let script = tooled()
        script.wait(479_000)
        script.service(.speechStarted("U1", position: .zero))
        script.wait(1_000)
        let ready = script.now
        script.ready(2, lifetime: .seconds(600))
        script.wait(60_000)
        script.service(.speechStopped("U1", position: .zero), .inputCommitted("U1", after: nil))
        script.service(.inputTranscriptDone("U1", ""), .responseCreated("R1"), .done("R1"))
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        #expect(script.due(.hardRenewal) == ready + .seconds(585))
    }

    @Test func theFallbackBreaksWhileTheWayBackToThePreferredIsTried() {
        let script = ConversationScript.talking(.script(endpoints: ["cloud", "local"]))
        script.closed(1)
        #expect(script.wait(3_000) == ["close 2", "open 3 at local"])
        script.ready(3)
        #expect(script.wait(30_000) == ["open 4 at cloud"])
        // What worked a moment ago works sooner than what did not.
        #expect(script.closed(3) == ["close 4", "open 5 at local"])
        #expect(script.closed(4) == [])
        script.ready(5)
        #expect(script.machine.link.serving?.number == ConnectionNumber(5))
        #expect(script.wait(30_000) == ["open 6 at cloud"])
    }

    // MARK: Tools

    @Test func theSessionEndsInTheMiddleOfAToolCall() {
        let script = tooled()
        script.personAsks("U1")
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .done("R1"))
        script.closed(1, .expired)
        // A second response now would call the tool a second time.
        #expect(script.ready(2) == ["write person: question (2)"])
        #expect(
            script.order(.toolResult(CallNumber(1), .output("42"))) == [
                "write system: The tool a was called with {} and answered: 42 (2)", "ask (2)",
            ])
    }

    @Test func aQuestionAskedMeanwhileIsNotHeldUpByAToolThatNobodyWaitsFor() {
        let script = tooled()
        script.personAsks("U1")
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .sound("R1", "A1", 1_000), .done("R1"))
        script.wait(200)
        script.personAsks("U2", "something else")
        script.closed(1)
        #expect(script.ready(2).last == "ask (2)")
    }

    @Test func aToolAnswersAfterTheEnd() {
        let script = tooled()
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"))
        script.order(.stop(.now))
        #expect(script.order(.toolResult(CallNumber(1), .output("42"))) == ["refused ended"])
    }

    @Test func callsWithoutEndAreNotRemembered() {
        let script = tooled()
        script.service(.responseCreated("R1"))
        for number in 0..<2_000 { script.service(.call("R1", CallID("c\(number)"), "a")) }
        let deeds = script.service(.done("R1"))
        #expect(deeds.isEmpty)
        let answers = script.wait(30_000)
        #expect(answers.count { $0.hasPrefix("answer") } == 256)
        #expect(answers.count { $0 == "ask" } == 1)
    }

    // MARK: Responses

    @Test func twoResponsesBegunAtOnceAreBothHeardAndBothCut() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.service(.responseCreated("R1"), .responseCreated("R2"))
        #expect(
            script.service(.sound("R1", "A1", 300), .sound("R2", "A2", 300)) == ["play 300 of A1", "play 300 of A2"])
        script.wait(100)
        let deeds = script.order(.interrupt)
        #expect(deeds == ["cut", "cancel R1", "cancel R2", "truncate A1 at 100"])
        #expect(script.service(.sound("R1", "A1", 300), .sound("R2", "A2", 300)) == [])
    }

    @Test func aResponseThatNobodyAnnouncedIsOneAllTheSame() {
        let script = ConversationScript.talking()
        #expect(script.order(.say("Hello", as: .person)).last == "ask")
        #expect(script.service(.text("R1", "A1", "Hi"), .sound("R1", "A1", 500)) == ["play 500 of A1"])
        script.wait(100)
        // It can be interrupted as any other.
        #expect(script.order(.interrupt) == ["cut", "cancel R1", "truncate A1 at 100"])
        #expect(script.service(.done("R1", .cancelled)) == [])
        #expect(script.order(.say("Again", as: .person)).last == "ask")
        #expect(script.errors == [])
    }

    @Test func lateWordsOfATruncatedAnswerChangeNothing() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(800)
        script.order(.interrupt)
        let lines = script.lines
        #expect(
            script.service(
                .sound("R1", "A1", 500), .text("R1", "A1", " eleven"), .soundDone("R1", "A1"),
                .wholeText("R1", "A1", "all of it"), .itemTruncated("A1", content: 0, heard: .milliseconds(800)),
                .done("R1", .cancelled), .sound("R1", "A1", 500)) == [])
        #expect(script.lines == lines)
        #expect(script.phase == .listening)
    }

    @Test func theSameItemTwiceIsHeardOnce() {
        let script = ConversationScript.talking()
        script.answerBegins("R1", "A1", "one", milliseconds: 200)
        script.answerEnds("R1", "A1", "one")
        script.wait(300)
        #expect(script.answerBegins("R2", "A1", "one", milliseconds: 200) == [])
        script.answerEnds("R2", "A1", "one")
        #expect(script.wait(1_000) == [])
        #expect(script.lines == ["0.0 assistant: one"])
        #expect(script.phase == .listening)
    }

    @Test func aCutAnswerThatEndsByItselfDoesNotEndTheWaitForTheNextOne() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(500)
        script.service(.speechStarted("U2", position: .milliseconds(100)))
        script.service(.speechStopped("U2", position: .milliseconds(400)), .inputCommitted("U2", after: "A1"))
        // Finished before it could be cancelled.
        script.answerEnds("R1", "A1")
        #expect(script.phase == .thinking)
        #expect(script.machine.uplink.isUnsafe(ItemKey(ConnectionNumber(1), "U2")))
    }

    @Test func responsesWithoutEndAreNotRemembered() {
        let script = ConversationScript.talking()
        for number in 0..<1_000 { script.service(.responseCreated(ResponseID("R\(number)"))) }
        #expect(script.machine.responses.open.count == ResponseDesk.mostOpen)
    }

    // MARK: Turns

    @Test func aTurnThatIsNeverCommittedDoesNotHoldTheFloorForEver() {
        let script = tooled()
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .done("R1"))
        script.service(.speechStarted("U1", position: .zero), .speechStopped("U1", position: .seconds(1)))
        #expect(script.order(.toolResult(CallNumber(1), .output("42"))) == ["answer c1: 42"])
        #expect(script.wait(4_000) == [])
        #expect(script.wait(1_000) == ["ask"])
    }

    @Test func aServiceThatCancelsForNobodyLeavesNothingOwed() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.service(.responseCreated("R1"), .done("R1", .cancelled))
        #expect(script.phase == .listening)
    }

    @Test func whatIsSaidWhileTheAnswerIsPausedEndsIt() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.answerEnds("R1", "A1")
        script.wait(500)
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == ["pause"])
        script.wait(100)
        #expect(
            script.order(.say("Typed", as: .person)) == [
                "cut", "write person: Typed", "ask", "truncate A1 at 500",
            ])
        // The suspicion is over with it: nothing is resumed.
        #expect(script.wait(2_000) == [])
        #expect(script.answerBegins("R2", "A2", milliseconds: 100) == ["play 100 of A2"])
        #expect(!script.loudspeaker.isSilent)
    }

    @Test func theLineBreaksWhileTheAnswerIsPaused() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 1_000)
        script.wait(500)
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.closed(1).contains("open 2 at cloud"))
        #expect(script.audio(.bargeIn(.dismissed)) == ["resume"])
        script.wait(600)
        #expect(script.loudspeaker.heard.values.first == .milliseconds(1_000))
        #expect(script.ready(2).last?.hasPrefix("ask under") == true)
    }

    @Test func theBudgetIsSpentWhileSomebodySpeaks() {
        let script = ConversationScript.talking(
            .script {
                $0.budget.tokensPerSession = 10
                $0.budget.farewell = "Goodbye."
            })
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(500)
        script.service(.speechStarted("U2", position: .seconds(2)))
        let deeds = script.service(.done("R1", .cancelled, usage: ServiceUsage(outputAudio: 100)))
        // Nobody hears that turn's end any more: the farewell does not wait for it.
        #expect(deeds.contains("ask for: Goodbye."))
        script.answerBegins("R2", "A2", "Goodbye.", milliseconds: 200)
        script.answerEnds("R2", "A2", "Goodbye.")
        #expect(script.wait(300).last == "finish")
    }

    @Test func nothingNewIsBegunWhileItEnds() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.order(.stop(.afterAnswer))
        #expect(script.order(.announce("Attention")) == ["refused notInThisMode"])
        #expect(script.order(.show(dataURI: "data:", nil)) == ["refused notInThisMode"])
    }

    @Test func aButtonIsLetGoAfterTheMicrophoneWentAway() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.order(.pushToTalk(pressed: true))
        script.wait(1_000)
        script.isMicrophoneOn = false
        script.audio(.health(.noMicrophone))
        #expect(script.order(.pushToTalk(pressed: false)) == ["commit", "ask"])
    }

    @Test func theMicrophoneGoesAwayJustAfterTheButtonWasLetGo() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.order(.pushToTalk(pressed: true))
        script.wait(1_000)
        script.isMicrophoneOn = false
        #expect(script.order(.pushToTalk(pressed: false)) == [])
        #expect(script.audio(.health(.noMicrophone)) == ["commit", "ask"])
    }

    @Test func aLocalTurnEndsWhereTheMicrophoneDoes() {
        let script = ConversationScript.talking(.script(.localVAD))
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 1)))
        script.wait(1_000)
        script.isMicrophoneOn = false
        script.audio(.health(.noMicrophone))
        #expect(script.wait(1_000) == ["commit", "ask"])
    }

    // MARK: Numbers

    @Test(arguments: [Int.max, .min, 0, -1, 1 << 53]) func anyNumberOfMillisecondsIsBorne(number: Int) {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(200)
        let place = Duration.milliseconds(number)
        script.service(.speechStarted("U1", position: place), .speechStopped("U1", position: place))
        script.service(.inputCommitted("U1", after: "U1"), .inputTranscriptDone("U1", "question"))
        script.service(.responseCreated("R1"), .sound("R1", "A1", 500))
        let words: [CaptionKind] = [
            .word("stop", lasting: place), .viseme(number), .blendShapes(first: 1 << 24, frames: [[1], [2]]),
        ]
        for kind in words { script.service(.caption(Caption(response: "R1", item: "A1", offset: place, kind))) }
        script.wait(200)
        script.service(.itemTruncated("A1", content: number, heard: place))
        script.answerEnds("R1", "A1")
        script.wait(500)
        #expect(place.wholeMilliseconds == number)
        #expect((place + .milliseconds(999)).wholeMilliseconds >= number || number == .max)
        #expect((place - .milliseconds(999)).wholeMilliseconds <= number)
        #expect(script.phase == .listening)
    }
}
