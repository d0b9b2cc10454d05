import Sound
import Testing

@testable import Conversation

@Suite struct DuplexFallbackTests {
    private let bad = EchoReading(enhancement: 2, loudness: 30, likeness: 0.8)
    private let fair = EchoReading(enhancement: 8, loudness: 30, likeness: 0.8)
    private let good = EchoReading(enhancement: 25, loudness: 30, likeness: 0.5)
    private let headset = EchoReading(enhancement: 0, loudness: 2, likeness: 0)
    /// Somebody talks, or vacuums, while we do.
    private let other = EchoReading(enhancement: 0, loudness: 30, likeness: 0.1)

    private func listen(_ fallback: inout DuplexFallback, _ reading: EchoReading, _ seconds: Int) -> [DuplexMode] {
        (0..<seconds).compactMap { _ in fallback.heard(reading) }
    }

    private func allowed(stopWords: Bool = true) -> DuplexFallback {
        DuplexFallback(isAllowed: true, hearsStopWords: stopWords)
    }

    @Test func aRoomThatDefeatsTheCancellerLeavesStopWordsThenTheKey() {
        var fallback = allowed()
        #expect(listen(&fallback, bad, 7) == [])
        #expect(listen(&fallback, bad, 1) == [.stopWord])
        #expect(listen(&fallback, bad, 60) == [.key])
    }

    @Test func withoutAnEarForStopWordsOnlyTheKeyIsLeft() {
        var fallback = allowed(stopWords: false)
        #expect(listen(&fallback, bad, 8) == [.key])
        #expect(listen(&fallback, good, 20) == [.full])
    }

    @Test func goodRoomsAndHeadsetsKeepEverything() {
        var fallback = allowed()
        #expect(listen(&fallback, good, 300) == [])
        #expect(listen(&fallback, fair, 300) == [])
        #expect(listen(&fallback, headset, 300) == [])
        // The seconds before the filter has converged.
        #expect(listen(&fallback, bad, 3) + listen(&fallback, good, 10) + listen(&fallback, bad, 5) == [])
    }

    @Test func everyStepBackTakesTwiceAsLong() {
        var fallback = allowed(stopWords: false)
        for patience in [20, 40, 80, 160, 320, 320] {
            #expect(listen(&fallback, bad, 8) == [.key])
            #expect(listen(&fallback, good, patience - 1) == [])
            #expect(listen(&fallback, good, 1) == [.full])
        }
    }

    @Test func whoIsNotOurEchoTakesNoRightsAway() {
        var fallback = allowed()
        #expect(listen(&fallback, other, 600) == [])
        // One second in five looks like echo by chance.
        for _ in 0..<200 { #expect(listen(&fallback, other, 4) + listen(&fallback, bad, 1) == []) }
    }

    @Test func falseAlarmsCountAsBadSecondsWhereEchoComesThrough() {
        var fallback = allowed()
        #expect(listen(&fallback, bad, 1) == [])
        #expect(fallback.wasMisled() == nil && fallback.wasMisled() == nil)
        #expect(fallback.wasMisled() == .stopWord)
    }

    @Test func coughsInAGoodRoomAreNoEcho() {
        var fallback = allowed()
        for _ in 0..<50 { #expect(listen(&fallback, good, 1) == [] && fallback.wasMisled() == nil) }
    }

    @Test func theAdminMayForbidIt() {
        var fallback = DuplexFallback(isAllowed: false, hearsStopWords: true)
        #expect(listen(&fallback, bad, 100) == [] && fallback.wasMisled() == nil)
    }

    @Test func nonsenseIsNotAReading() {
        var fallback = allowed()
        #expect(listen(&fallback, EchoReading(enhancement: .nan, loudness: 30, likeness: 1), 50) == [])
    }

    // MARK: In a conversation

    private func answering(_ settings: ConversationSettings = .script()) -> ConversationScript {
        let script = ConversationScript.talking(settings)
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(500)
        return script
    }

    @Test func inABadRoomSpeechNoLongerInterruptsAndAButtonDoes() {
        let script = answering()
        for _ in 0..<8 { script.audio(.echo(bad)) }
        #expect(script.actions.contains(.tell(.duplex(.key))))
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == [])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        // The word may be our own, come back.
        #expect(script.audio(.bargeIn(.confirmed(.stopWord))) == [])
        #expect(script.order(.interrupt).contains("cut"))
    }

    /// Half duplex: time goes on in what is sent, sound does not while we are audible.
    @Test func inABadRoomTheServiceHearsNothingWhileWeTalk() {
        let script = answering()
        for _ in 0..<8 { script.audio(.echo(bad)) }
        let packet = MicrophonePacket(
            start: SampleTime(500_000), rate: .lowest, samples: [500, 600], captured: script.now)
        script.audio(.microphone(packet))
        let sent = script.actions.compactMap { action -> MicrophonePacket? in
            if case .send(.append(let packet), _, _) = action { packet } else { nil }
        }
        #expect(sent.last?.start == packet.start && sent.last?.samples == [0, 0])
        script.order(.interrupt)
        let later = MicrophonePacket(
            start: SampleTime(500_002), rate: .lowest, samples: [700, 800], captured: script.now)
        script.audio(.microphone(later))
        #expect(script.actions.contains { if case .send(.append(later), _, _) = $0 { true } else { false } })
    }

    @Test func aPausedAnswerGoesOnWhenTheRoomWins() {
        let script = answering()
        for _ in 0..<7 { script.audio(.echo(bad)) }
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == ["pause"])
        #expect(script.audio(.echo(bad)) == ["resume"])
    }

    @Test func anAdminsKeyMeansTheKey() {
        let script = answering(.script { $0.interruption.mode = .request })
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.order(.interrupt).contains("cut"))
    }

    @Test func anAdminsStopWordMeansThat() {
        let script = answering(.script { $0.interruption.mode = .stopWord })
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.audio(.bargeIn(.confirmed(.stopWord))) == ["cut", "cancel R1", "truncate A1 at 500"])
    }
}
