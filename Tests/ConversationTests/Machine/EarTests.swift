import Sound
import Testing

@testable import Conversation

/// Somebody on the box listens for stop words, beside the service.
@Suite struct EarTests {
    private let bad = EchoReading(enhancement: 2, loudness: 20, likeness: 0.9)

    private func speaking(
        _ mode: InterruptionMode = .stopWord, _ turns: TurnMode = .serverVAD, saying text: PrivateText = "Once upon",
        _ change: (inout ConversationSettings) -> Void = { _ in }
    ) -> ConversationScript {
        let script = ConversationScript.talking(
            .script(turns) {
                $0.interruption.mode = mode
                $0.interruption.stopWords = ["stop", "be quiet"]
                change(&$0)
            })
        script.happens(.ear(.hears))
        script.order(.say("Tell me a story.", as: .person))
        script.answerBegins("R1", "A1", text)
        script.wait(700)
        return script
    }

    private func starts(_ script: ConversationScript, at sample: Int64 = 1_000) -> [String] {
        script.audio(.nearEnd(.started(from: SampleTime(sample), at: script.now, confidence: 1)))
    }

    private func ends(_ script: ConversationScript) -> [String] {
        script.audio(.nearEnd(.ended(until: SampleTime(9_000), at: script.now)))
    }

    private func says(_ script: ConversationScript, _ text: PrivateText, under number: Int) -> [String] {
        script.happens(.ear(.said(text, under: number)))
    }

    @Test func itListensWhileSomebodySpeaksOverTheAnswerAndItsWordCuts() {
        let script = speaking()
        #expect(starts(script) == ["ear 1 from 1000"])
        script.wait(300)
        #expect(says(script, "please", under: 1) == [])
        #expect(says(script, "stop", under: 1) == ["cut", "cancel R1", "truncate A1 at 1000"])
        #expect(says(script, "stop", under: 1) == [])
        #expect(ends(script) == ["ear rests"])
    }

    @Test func theWordMayComeWhenThePersonHasFinished() {
        let script = speaking()
        _ = starts(script)
        script.wait(300)
        #expect(ends(script) == ["ear rests"])
        #expect(says(script, "be quiet", under: 1).first == "cut")
    }

    @Test func aSuspicionIsEnoughToListenAndTheEarliestSampleCounts() {
        let script = speaking()
        #expect(
            script.audio(.bargeIn(.suspected(from: SampleTime(2_000), at: script.now))) == ["ear 1 from 2000"])
        #expect(starts(script, at: 1_500) == [])
        #expect(script.audio(.bargeIn(.dismissed)) == [])
        #expect(ends(script) == ["ear rests"])
    }

    @Test func whoSpokeBeforeTheAnswerIsListenedToFromItsFirstSound() {
        let script = ConversationScript.talking(.script { $0.interruption.stopWords = ["stop"] })
        script.happens(.ear(.hears))
        #expect(starts(script) == [])
        script.order(.say("Go on.", as: .person))
        #expect(script.answerBegins("R1", "A1").contains("ear 1 from 1000"))
    }

    @Test func withNobodySpeakingOverAnythingItRests() {
        let script = ConversationScript.talking(.script { $0.interruption.stopWords = ["stop"] })
        script.happens(.ear(.hears))
        #expect(starts(script) == [] && ends(script) == [])
    }

    /// "Stop" was said over an answer that lasting speech has cut already: the answer to it is left alone.
    @Test func aWordThatHasDoneItsWorkDoesNotCutTheNextAnswer() {
        let script = speaking(.speech)
        _ = starts(script)
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))).first == "cut")
        script.service(.done("R1", .cancelled))
        script.order(.say("What?", as: .person))
        script.answerBegins("R2", "A2")
        script.wait(100)
        #expect(says(script, "stop", under: 1) == [])
        #expect(script.phase == .speaking)
    }

    @Test func wordsOfAnEarlierStretchComeTooLate() {
        let script = speaking()
        _ = starts(script)
        _ = ends(script)
        #expect(starts(script, at: 30_000) == ["ear 2 from 30000"])
        #expect(says(script, "stop", under: 1) == [])
        #expect(says(script, "stop", under: 2).first == "cut")
    }

    @Test(arguments: [(InterruptionMode.speech, true), (.stopWord, true), (.request, true), (.nothing, false)])
    func inEveryModeButOff(mode: InterruptionMode, isCut: Bool) {
        let script = speaking(mode)
        _ = starts(script)
        #expect((says(script, "stop", under: 1).first == "cut") == isCut)
    }

    @Test func withAButtonItIsTheOnlyVoiceThatInterrupts() {
        let script = speaking(.speech, .pushToTalk)
        #expect(script.audio(.bargeIn(.suspected(from: SampleTime(1_000), at: script.now))) == ["ear 1 from 1000"])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(says(script, "stop", under: 1).first == "cut")
    }

    @Test func whileItIsGoneAllIsAsItWasWithoutIt() {
        let script = speaking()
        _ = starts(script)
        #expect(script.happens(.ear(.gone(reason: "killed"))) == [])
        #expect(script.actions.last == .tell(.stopWordsUnheard(reason: "killed")))
        #expect(says(script, "stop", under: 1) == [])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        // Back, it is told to listen again.
        #expect(script.happens(.ear(.hears)) == ["ear 2 from 1000"])
        #expect(says(script, "stop", under: 2).first == "cut")
    }

    // MARK: In a bad room

    @Test func inABadRoomItsWordIsTheOnlyVoiceThatInterrupts() {
        let script = speaking(.speech)
        for _ in 0..<8 { script.audio(.echo(bad)) }
        #expect(script.actions.contains(.tell(.duplex(.stopWord))))
        #expect(script.audio(.bargeIn(.suspected(from: SampleTime(1_000), at: script.now))) == ["ear 1 from 1000"])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == [])
        #expect(says(script, "stop", under: 1).first == "cut")
    }

    @Test func whereEchoComesThroughAnAnswerDoesNotStopItself() {
        let script = speaking(.speech, saying: "The bus does not stop here.")
        for _ in 0..<8 { script.audio(.echo(bad)) }
        _ = starts(script)
        #expect(says(script, "stop", under: 1) == [])
        #expect(says(script, "be quiet", under: 1) == [])
        let good = speaking(.stopWord, saying: "The bus does not stop here.")
        _ = starts(good)
        #expect(says(good, "stop", under: 1).first == "cut")
    }

    @Test func withoutItABadRoomLeavesTheKey() {
        let script = speaking(.speech)
        func mode() -> DuplexMode? {
            script.actions.compactMap { if case .tell(.duplex(let mode)) = $0 { mode } else { nil } }.last
        }
        for _ in 0..<8 { script.audio(.echo(bad)) }
        #expect(mode() == .stopWord)
        script.happens(.ear(.gone(reason: "killed")))
        #expect(mode() == .key)
        script.happens(.ear(.hears))
        // In a room this bad nothing is asked of it.
        #expect(starts(script) == [])
    }
}
