import Sound
import Testing

@testable import Conversation

/// Only certain words interrupt.
@Suite struct StopWordTests {
    private func speaking(
        _ mode: InterruptionMode = .stopWord, _ turns: TurnMode = .serverVAD, milliseconds: Int = 4_000
    ) -> ConversationScript {
        let script = ConversationScript.talking(
            .script(turns) {
                $0.interruption.mode = mode
                $0.interruption.stopWords = ["Stop", "be quiet"]
            })
        if turns == .serverVAD {
            script.personAsks("U1", "When does the bus stop here?")
            script.answerBegins("R1", "A1", milliseconds: milliseconds)
        } else {
            script.order(.say("Hello.", as: .person))
            script.answerBegins("R1", "A1", milliseconds: milliseconds)
        }
        script.wait(700)
        return script
    }

    @Test func theServiceIsToldNotToInterruptByItself() {
        let script = ConversationScript(.script { $0.interruption.mode = .stopWord })
        script.happens(.began)
        let plan = script.actions.compactMap { action -> SessionPlan? in
            if case .open(_, _, let plan) = action { plan } else { nil }
        }.first
        #expect(plan?.turnDetection.interruptsResponse == false)
        #expect(plan?.turnDetection.createsResponse == true)
    }

    @Test func aStopWordInTheTranscriptCutsWhereItWasHeard() {
        let script = speaking()
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == [])
        #expect(script.loudspeaker.isSilent == false)
        script.wait(400)
        #expect(
            script.service(.inputTranscriptDelta("U2", "Please be quiet now"))
                == ["cut", "cancel R1", "truncate A1 at 1100"])
        #expect(script.service(.inputTranscriptDone("U2", "Please be quiet now, stop!")) == [])
    }

    @Test func otherSpeechIsLetGoByAndAnsweredAfterwards() {
        let script = speaking(milliseconds: 1_500)
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        script.audio(.bargeIn(.confirmed(.lastingSpeech)))
        script.service(
            .speechStarted("U2", position: .seconds(3)), .speechStopped("U2", position: .seconds(4)),
            .inputCommitted("U2", after: nil), .inputTranscriptDone("U2", "What about the nonstop train?"))
        script.answerEnds("R1", "A1")
        script.wait(1_000)
        #expect(script.loudspeaker.heard.values.first == .milliseconds(1_500))
        #expect(script.answerBegins("R2", "A2") == ["play 4000 of A2"])
    }

    /// Its own question comes in writing while the answer is spoken already.
    @Test func theQuestionOfTheAnswerDoesNotCutIt() {
        let script = ConversationScript.talking(.script { $0.interruption.stopWords = ["stop"] })
        script.personAsks("U1", nil)
        script.answerBegins("R1", "A1")
        script.wait(300)
        #expect(script.service(.inputTranscriptDone("U1", "Where does it stop?")) == [])
        script.wait(300)
        #expect(script.phase == .speaking)
    }

    @Test func aWordThatMayStillGrowIsWaitedFor() {
        let script = speaking()
        script.service(.speechStarted("U2", position: .seconds(3)))
        #expect(script.service(.inputTranscriptDelta("U2", "I saw them stop")) == [])
        #expect(script.service(.inputTranscriptDelta("U2", "ping there")) == [])
        #expect(script.service(.inputTranscriptDelta("U2", ". STOP,")).first == "cut")
    }

    @Test func inFullModeAStopWordCutsWhatTheServiceAloneMayNot() {
        let script = ConversationScript.talking(
            .script {
                $0.interruption.serviceNeedsSecond = true
                $0.interruption.stopWords = ["stop"]
            })
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(500)
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == [])
        #expect(script.service(.inputTranscriptDone("U2", "Stop.")).first == "cut")
    }

    @Test(arguments: [(InterruptionMode.request, true), (.nothing, false)]) func inEveryModeButOff(
        mode: InterruptionMode, isCut: Bool
    ) {
        let script = speaking(mode)
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == [])
        #expect((script.service(.inputTranscriptDone("U2", "Stop.")).first == "cut") == isCut)
        #expect(script.audio(.bargeIn(.confirmed(.stopWord))) == [])
    }

    @Test func theButtonInterruptsInEveryMode() {
        for mode in InterruptionMode.allCases {
            #expect(speaking(mode).order(.interrupt).first == "cut")
        }
    }

    /// No service finds turns here: what our detector hears over the answer is sent, written down, and judged then.
    @Test func withLocalTurnsTheWordIsFoundAfterTheTurn() {
        let script = speaking(.stopWord, .localVAD)
        script.isMicrophoneOn = true
        script.wait(100)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 1)))
        script.wait(400)
        #expect(script.audio(.nearEnd(.ended(until: .zero, at: script.now))) == [])
        #expect(script.wait(1_000).contains("commit"))
        script.service(.inputCommitted("U2", after: nil))
        #expect(script.service(.inputTranscriptDone("U2", "Stop!")).first == "cut")
    }
}
