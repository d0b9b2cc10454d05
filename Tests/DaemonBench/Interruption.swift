package import ScriptedService
import TestBench
import VoiceLiveProtocol

/// What came of speaking into an answer.
package struct Interruption: Sendable {
    /// From the first sample of speech at the microphone to the last of the answer at the loudspeaker.
    package var silentAfterMilliseconds: Double
    /// What the service was told minus what the loudspeaker played.
    package var errorMilliseconds: Double
    package var playedMilliseconds: Double
    /// The item that was truncated.
    package var item: String
}

extension Stage {
    /// Lets the agent give `answer`, speaks into it `after` milliseconds of it were heard, and waits for the truth.
    package func interrupt(_ answer: ScriptedAnswer, after: Int) async throws -> Interruption {
        let begin = try await beginHearing(answer)
        let start = begin + after * 48
        try await wait("the answer to go on") { self.room.playedEnd >= start }
        let place = room.inject(try SpeechFixtures.speech(SpeechFixtures.sentences[0], rate: 48_000))
        let spoken = try await instant(heard: place.lowerBound)
        let truth = try await truth(of: answer, from: begin)
        try await wait("the speech's end") { self.room.heardEnd >= place.upperBound + 48_000 }
        return Interruption(
            silentAfterMilliseconds: Double(truth.instant - spoken) / 1_000, errorMilliseconds: truth.error,
            playedMilliseconds: truth.played, item: truth.item)
    }

    /// The same, but the service hears the speech, and nobody in the room does.
    package func interruptByService(_ answer: ScriptedAnswer, after: Int) async throws -> Interruption {
        let begin = try await beginHearing(answer)
        let start = begin + after * 48
        try await wait("the answer to go on") { self.room.playedEnd >= start }
        let told = microseconds()
        let heard = (agent.lines.last?.microphone.count ?? 0) / 16
        try await agent.hearStart("question_\(answer.item)", at: heard)
        let truth = try await truth(of: answer, from: begin)
        try await agent.hearEnd("question_\(answer.item)", at: heard + 500)
        try await agent.transcribe("question_\(answer.item)", "Stop.")
        return Interruption(
            silentAfterMilliseconds: Double(truth.instant - told) / 1_000, errorMilliseconds: truth.error,
            playedMilliseconds: truth.played, item: truth.item)
    }

    private func beginHearing(_ answer: ScriptedAnswer) async throws -> Int {
        let loudspeaker = Loudspeaker(room)
        let from = room.playedEnd
        try await agent.give(answer)
        try await wait("the answer to be heard") { loudspeaker.onset(from: from) != nil }
        // The first samples of speech are softer than what counts as an onset.
        let soft = Edges.onset(in: answer.samples, threshold: Loudspeaker.threshold) ?? 0
        return (loudspeaker.onset(from: from) ?? 0) - soft * room.settings.rate / 24_000
    }

    private func truth(
        of answer: ScriptedAnswer, from begin: Int
    ) async throws -> (instant: Int64, played: Double, error: Double, item: String) {
        let loudspeaker = Loudspeaker(room)
        try await wait("silence", within: .seconds(5)) { loudspeaker.silence(from: begin) != nil }
        let end = loudspeaker.silence(from: begin) ?? 0
        let instant = try await instant(played: end)
        try await wait("the truncation") { self.truncation(of: answer.item) != nil }
        let played = Double(end - begin) / 48
        let told = Double(truncation(of: answer.item) ?? 0)
        return (instant, played, told - played, answer.item)
    }

    private func truncation(of item: String) -> Int? {
        for word in agent.words.reversed() {
            if case .itemTruncate(let cut) = word.event, cut.itemID == item { return cut.audioEndMilliseconds }
        }
        return nil
    }

    /// When a sample is at the microphone: known once the room is sure of its clocks.
    package func instant(heard index: Int) async throws -> Int64 {
        try await wait("the microphone's clock") { self.room.instant(heard: index) != nil }
        return room.instant(heard: index) ?? 0
    }

    package func instant(played index: Int) async throws -> Int64 {
        try await wait("the loudspeaker's clock") { self.room.instant(played: index) != nil }
        return room.instant(played: index) ?? 0
    }
}
