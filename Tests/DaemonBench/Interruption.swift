package import ScriptedService
import TestBench
import VoiceLiveProtocol

/// What came of speaking into an answer.
package struct Interruption: Sendable {
    /// From the first sample of speech at the microphone to the last of the answer at the loudspeaker.
    package var silentAfterMilliseconds: Double
    /// What the service was told minus what the loudspeaker played of the answer.
    package var errorMilliseconds: Double
    /// Of the answer, at the loudspeaker.
    package var heardMilliseconds: Double
    /// Silence in the middle of what was heard: a suspicion that passed, or sound that came too late.
    package var gapMilliseconds: Double
}

extension Stage {
    /// Lets the agent give `answer`, speaks into it `after` milliseconds of it were heard, and waits for the truth.
    /// - Parameter words: at 48 kHz; `nil` is a sentence.
    package func interrupt(
        _ answer: ScriptedAnswer, after: Int, saying words: [Int16]? = nil
    ) async throws -> Interruption {
        let begin = try await beginHearing(answer)
        let start = begin + after * 48
        try await wait("the answer to go on") { self.room.playedEnd >= start }
        let place = room.inject(try words ?? SpeechFixtures.speech(SpeechFixtures.sentences[0], rate: 48_000))
        let spoken = try await instant(heard: place.lowerBound)
        let truth = try await truth(of: answer, from: begin)
        try await wait("the speech's end") { self.room.heardEnd >= place.upperBound + 48_000 }
        return Interruption(
            silentAfterMilliseconds: Double(truth.instant - spoken) / 1_000, errorMilliseconds: truth.error,
            heardMilliseconds: truth.heard, gapMilliseconds: truth.gap)
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
            heardMilliseconds: truth.heard, gapMilliseconds: truth.gap)
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
    ) async throws -> (instant: Int64, heard: Double, error: Double, gap: Double) {
        let loudspeaker = Loudspeaker(room)
        try await wait("the truncation", within: .seconds(5)) { self.truncation(of: answer.item) != nil }
        // A suspicion that passed, or a machine too busy to play, leaves silences in the middle: the last sound counts.
        let now = room.playedEnd
        try await wait("silence", within: .seconds(5)) {
            loudspeaker.silence(from: max(begin, self.room.playedEnd - 4_800)) != nil
                && self.room.playedEnd > now + 4_800
        }
        let early = begin + 9_600
        guard let end = loudspeaker.end(from: begin), let place = place(of: end, from: begin, in: answer),
            let known = self.place(of: early, from: begin, in: answer)
        else { throw Trouble.nothing("the answer in what the loudspeaker played", log: daemon.log) }
        let heard = Double(place) / 24
        let told = Double(truncation(of: answer.item) ?? 0)
        let gap = Double(end - early) / 48 - Double(place - known) / 24
        return (try await instant(played: end), heard, told - heard, gap)
    }

    /// How many of the answer's samples lie before the loudspeaker's sample `end`: found by their sound, so that no
    /// silence before it is counted.
    private func place(of end: Int, from begin: Int, in answer: ScriptedAnswer) -> Int? {
        let guess = (end - begin) / 2
        for length in [4_800, 1_920] {
            let start = max(begin, end - length)
            let pattern = room.played(start..<end)
            let wanted = stride(from: 0, to: pattern.count, by: 2).map { pattern[$0] }
            let from = max(0, guess - wanted.count - 24_000)
            let part = Array(answer.samples[from..<min(answer.samples.count, guess + 4_800)])
            guard let found = Correlation.find(wanted, in: part), found.similarity > 0.9 else { continue }
            return from + found.index + wanted.count
        }
        return nil
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
