import Sound
import Testing

@testable import Conversation

/// What is known to break between voice clients and services, one test each. Quirks of the wire alone (names, nulls,
/// unknown fields, addresses) are tested where the wire is.
@Suite struct QuirkTests {
    private func speaking(_ settings: ConversationSettings = .script(), received: Int = 4_000) -> ConversationScript {
        let script = ConversationScript.talking(settings)
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: received)
        return script
    }

    @Test func quirk1WordsNeverHeardAreTruncated() {
        let script = speaking()
        script.wait(500)
        #expect(script.service(.speechStarted("U2", position: .seconds(1))).contains("truncate A1 at 500"))
    }

    @Test func quirk2TruncateNeverExceedsWhatWasReceived() {
        let script = speaking(received: 3_700)
        script.wait(3_600)
        script.isLoudspeakerTelling = false
        script.service(.speechStarted("U2", position: .seconds(1)))
        let part = PlayoutPart(ItemKey(ConnectionNumber(1), "A1"))
        #expect(
            script.audio(.cut([PlayoutPosition(part, heard: .milliseconds(3_760))])) == ["truncate A1 at 3700"])
    }

    @Test func quirk3AFailedTruncateIsHarmless() {
        let script = speaking()
        script.wait(500)
        script.service(.speechStarted("U2", position: .seconds(1)))
        #expect(script.service(.race(.nothingToTruncate), .done("R1", .cancelled)) == [])
        script.service(.speechStopped("U2", position: .seconds(2)), .inputCommitted("U2", after: "A1"))
        #expect(script.answerBegins("R2", "A2", milliseconds: 100) == ["play 100 of A2"])
        #expect(script.errors == ["nothingToTruncate"])
    }

    @Test func quirk4NoTruncateAtZero() {
        let script = speaking()
        #expect(script.service(.speechStarted("U2", position: .seconds(1))) == ["cut"])
    }

    @Test func quirk5NoSecondCancelWhereTheServiceCancels() {
        let script = speaking()
        script.wait(500)
        let deeds = script.service(.speechStarted("U2", position: .seconds(1))) + script.wait(3_000)
        #expect(!deeds.contains { $0.hasPrefix("cancel") })
    }

    @Test func quirk5ACancelThatCameTooLateIsHarmless() {
        let script = speaking()
        script.wait(500)
        script.order(.interrupt)
        #expect(script.service(.race(.noActiveResponse), .done("R1")) == [])
        #expect(script.phase == .listening)
    }

    @Test func quirk6OldSoundIsDroppedAndTheLocalQueueIsCutEvenAfterDone() {
        let script = speaking()
        script.answerEnds("R1", "A1")
        script.wait(500)
        #expect(script.service(.speechStarted("U2", position: .seconds(1))).first == "cut")
        #expect(script.service(.sound("R1", "A1", 500)) == [])
        #expect(script.wait(1_000) == [])
        #expect(script.loudspeaker.isSilent)
    }

    @Test func quirk7AModelIsNeverPartOfAChange() {
        let names = Mirror(reflecting: SessionChange()).children.compactMap(\.label)
        #expect(names == ["instructions", "turnDetection", "tools", "voice"])
    }

    @Test func quirk8OwnEchoHeardByTheServiceAloneDoesNotInterrupt() {
        let script = speaking(.script { $0.interruption.serviceNeedsSecond = true })
        script.wait(500)
        #expect(script.service(.speechStarted("U2", position: .seconds(1))) == [])
        #expect(script.service(.speechStopped("U2", position: .seconds(2))) == [])
        #expect(script.phase == .speaking || script.phase == .thinking)
    }

    @Test func quirk9AServiceThatNeverSaysSpeechStartedIsInterruptedByOurDetector() {
        let script = speaking(.script(.semantic))
        script.wait(500)
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == ["cut"])
        #expect(script.wait(600) == ["cancel R1", "truncate A1 at 500"])
    }

    @Test func quirk10TheEndOfASessionIsExpected() {
        let script = ConversationScript.talking(lifetime: .seconds(1_800))
        #expect(script.due(.renewal) == .seconds(1_680))
        #expect(script.due(.hardRenewal) == .seconds(1_785))
    }

    @Test func quirk10AnExpiredSessionIsFollowedByAnother() {
        let script = ConversationScript.talking()
        #expect(script.closed(1, .expired) == ["open 2 at cloud"])
    }

    @Test func quirk11NothingOfTheOldSessionIsReused() {
        let script = speaking()
        script.wait(100)
        script.closed(1)
        script.ready(2)
        #expect(!script.machine.responses.open.contains { $0.connection == ConnectionNumber(1) })
        // The new session may use the old one's names again.
        script.service(.responseCreated("R1"), .sound("R1", "A1", 100), on: 2)
        #expect(script.loudspeaker.pieces.last?.part.item.connection == ConnectionNumber(2))
    }

    @Test func quirk12SoundIsPacedEvenAfterALongGap() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(500)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 1)))
        script.closed(1)
        script.wait(5_000)
        script.ready(2)
        for _ in 0..<100 {
            let before = script.appendedAt.count
            script.wait(20)
            #expect(script.appendedAt.count - before <= 2)
        }
    }

    @Test func quirk13NothingIsCommittedThatIsTooShort() {
        let script = ConversationScript.talking(.script(.pushToTalk) { $0.uplink.preroll = .zero })
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.order(.pushToTalk(pressed: true))
        script.wait(60)
        script.order(.pushToTalk(pressed: false))
        #expect(script.wait(60) == ["clear"])
    }

    @Test func quirk13ACommitThatTheServiceMadeItselfIsHarmless() {
        let script = ConversationScript.talking()
        #expect(script.service(.race(.emptyCommit)) == [])
        #expect(script.phase == .listening)
    }

    @Test func quirk14IdleIsOurBusiness() {
        let script = ConversationScript.talking(.script { $0.idle.timeout = .seconds(60) })
        #expect(script.wait(50_000) == ["idle soon"])
        #expect(script.wait(10_000).last == "finish")
        #expect(script.ending == .idle)
    }

    @Test func quirk15TheBufferIsClearedWhenADetectorIsSwitchedOn() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        #expect(script.order(.mode(.serverVAD)) == ["clear", "change turns energy 500"])
        #expect(script.order(.mode(.localVAD)) == ["change turns none 500"])
    }

    @Test func quirk16AnotherVoiceAfterTheFirstWordsNeedsAnotherSession() {
        let script = ConversationScript.talking()
        #expect(script.order(.voice("ava")) == ["change voice ava"])
        script.personAsks("U1", "hi")
        script.answerBegins("R1", "A1", "hello", milliseconds: 100)
        script.answerEnds("R1", "A1", "hello")
        script.wait(200)
        #expect(script.order(.voice("andrew")) == ["open 2 at cloud"])
        #expect(script.ready(2).first == "write person: hi (2)")
    }

    @Test func quirk17MinutesOfSoundAreQueued() {
        let script = ConversationScript.talking()
        script.service(.responseCreated("R1"))
        for _ in 0..<300 { script.service(.sound("R1", "A1", 1_000)) }
        #expect(script.machine.answers.ahead == .seconds(300))
        for _ in 0..<301 { script.service(.sound("R1", "A1", 1_000)) }
        #expect(script.machine.answers.ahead == .seconds(600))
    }

    @Test func quirk18AnEmptyWholeTextDoesNotEraseTheWords() {
        let script = ConversationScript.talking(.script(.text))
        script.order(.say("Hello", as: .person))
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hi"), .wholeText("R1", "A1", ""), .done("R1"))
        #expect(script.lines.last == "1.1 assistant: Hi")
    }

    @Test func quirk20EventsWeDoNotKnowChangeNothing() {
        let script = speaking()
        #expect(script.service(.other(name: "response.video.delta")) == [])
        #expect(script.phase == .speaking)
    }

    @Test func quirk22ARefusalWithARetryTimeLeavesTheSessionUsable() {
        let script = ConversationScript.talking()
        #expect(script.service(.error(ServiceError(.retryable(after: .seconds(43)), code: "rate"))) == [])
        #expect(script.order(.say("Hello", as: .person)) == ["write person: Hello", "ask"])
    }

    @Test func quirk23InstructionsAreNeverCleared() {
        let script = ConversationScript.talking()
        #expect(script.order(.instructions("")) == ["change instructions ' '"])
    }

    @Test func quirk24HistoryIsTextInOrderBeforeTheFirstResponse() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "one")
        script.answerBegins("R1", "A1", "two", milliseconds: 100)
        script.answerEnds("R1", "A1", "two")
        script.wait(200)
        script.personAsks("U2", "three")
        script.closed(1)
        #expect(
            script.ready(2) == [
                "write person: one (2)", "write assistant: two (2)", "write person: three (2)", "ask (2)",
            ])
    }

    @Test func quirk25OneResponseAfterAllTools() {
        let script = ConversationScript.talking(.script { $0.plan.tools = [ToolDescription(name: "a")] })
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .call("R1", "c2", "a"), .call("R1", "c3", "a"))
        var deeds = script.order(.toolResult(CallNumber(1), .output("x")))
        deeds += script.order(.toolResult(CallNumber(2), .output("x")))
        deeds += script.order(.toolResult(CallNumber(3), .output("x")))
        #expect(deeds == [])
        #expect(script.service(.done("R1")).count { $0 == "ask" } == 1)
    }

    @Test func aRequestWhileOneIsActiveIsAskedAgainAfterIt() {
        let script = ConversationScript.talking()
        #expect(script.order(.say("Hello", as: .person)) == ["write person: Hello", "ask"])
        #expect(script.service(.race(.alreadyActiveResponse)) == [])
        #expect(script.service(.done("R0")) == ["ask"])
    }

    @Test func aResponseThatNeverBeginsIsGivenUp() {
        let script = ConversationScript.talking()
        script.order(.say("Hello", as: .person))
        #expect(script.phase == .thinking)
        script.wait(15_000)
        #expect(script.phase == .listening)
        #expect(script.errors == ["response_never_began"])
    }

    @Test func aTurnThatTheServiceDoesNotAnswerIsNotThoughtAboutForEver() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        #expect(script.phase == .thinking)
        script.wait(14_000)
        #expect(script.phase == .thinking)
        script.wait(1_000)
        #expect(script.phase == .listening)
        #expect(script.errors == [])
    }

    @Test func aNoiseWithoutWordsIsNotThoughtAboutForLong() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "")
        #expect(script.phase == .thinking)
        script.wait(3_000)
        #expect(script.phase == .listening)
        #expect(script.answerBegins("R1", "A1", milliseconds: 200) == ["play 200 of A1"])
        #expect(script.errors == [])
    }

    @Test func aNoiseDoesNotShortenTheWaitForAQuestionAfterIt() {
        let script = ConversationScript.talking()
        script.personAsks("U1", nil)
        script.personAsks("U2")
        script.service(.inputTranscriptDone("U1", ""))
        script.wait(14_000)
        #expect(script.phase == .thinking)
    }

    @Test func aResponseThatStopsComingIsGivenUp() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 200)
        script.wait(20_000)
        script.service(.sound("R1", "A1", 200))
        #expect(script.wait(29_000) == [])
        #expect(script.wait(1_000) == ["cancel R1", "last of A1"])
        #expect(script.phase == .listening)
        #expect(script.order(.say("Hello?", as: .person)) == ["write person: Hello?", "ask"])
    }

    @Test func aToolsAnswerDoesNotCollideWithTheServicesOwnResponse() {
        let script = ConversationScript.talking(.script { $0.plan.tools = [ToolDescription(name: "a")] })
        script.service(.responseCreated("R1"), .call("R1", "c1", "a"), .done("R1"))
        script.service(.speechStarted("U1", position: .zero))
        #expect(script.order(.toolResult(CallNumber(1), .output("x"))) == ["answer c1: x"])
        #expect(script.service(.speechStopped("U1", position: .seconds(1))) == [])
        #expect(script.service(.inputCommitted("U1", after: nil)) == [])
        #expect(script.service(.responseCreated("R2")) == [])
        #expect(script.service(.done("R2")) == [])
    }

    @Test func aLoudspeakerThatGoesAwayTruncatesWhatWasNotHeard() {
        let script = speaking()
        script.wait(600)
        #expect(script.audio(.health(.noLoudspeaker)) == ["cut", "cancel R1", "truncate A1 at 600"])
    }

    @Test func behindAButtonOtherVoicesDoNotInterrupt() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.service(.responseCreated("R1"), .sound("R1", "A1", 2_000))
        script.wait(500)
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == [])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.audio(.bargeIn(.confirmed(.stopWord))).first == "cut")
    }

    @Test func anAnswerInterruptedBeforeItBeganIsCancelledWhenItDoes() {
        let script = ConversationScript.talking()
        script.order(.say("Hello", as: .person))
        #expect(script.order(.interrupt) == [])
        #expect(script.service(.responseCreated("R1")) == ["cancel R1"])
        #expect(script.service(.sound("R1", "A1", 100)) == [])
    }

    @Test func aDoneThatComesBeforeItsCreatedLeavesNothingOpen() {
        let script = ConversationScript.talking()
        script.service(.done("R1"), .responseCreated("R1"))
        #expect(!script.machine.responses.isBusy)
        #expect(script.order(.say("Hello", as: .person)).last == "ask")
    }

    @Test func aFatalErrorIsADroppedLine() {
        let script = ConversationScript.talking()
        #expect(
            script.service(.error(ServiceError(.fatal, code: "session_expired"))) == ["close 1", "open 2 at cloud"])
    }
}
