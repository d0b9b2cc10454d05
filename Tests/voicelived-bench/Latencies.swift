import DaemonBench
import ScriptedService
import TestBench

/// How long sound is on its way, measured on the monotonic clock that room, service and daemon share.
struct Latencies {
    let stage: Stage
    let rounds: Int

    /// From a sample at the microphone to its arrival at the service: for every 37th sample of spoken sentences.
    func microphoneToWire() async throws -> [Double] {
        var values: [Double] = []
        for round in 0..<rounds {
            let sentence = SpeechFixtures.sentences[round % SpeechFixtures.sentences.count]
            let place = stage.room.inject(try SpeechFixtures.speech(sentence, rate: 48_000))
            try await stage.wait("the sentence's end") { stage.room.heardEnd >= place.upperBound + 24_000 }
            guard let heard = stage.agent.lines.last else { continue }
            let spoken = try SpeechFixtures.speech(sentence, rate: 16_000)
            let from = max(0, heard.microphone.count - spoken.count - 32_000)
            guard let found = Correlation.find(spoken, in: Array(heard.microphone[from...])), found.similarity > 0.7
            else { continue }
            values += try await delays(of: place.lowerBound, at: from + found.index, count: spoken.count, in: heard)
        }
        return values
    }

    /// `first` is the microphone's number of the sample that is number `start` at the service.
    private func delays(of first: Int, at start: Int, count: Int, in heard: HeardLine) async throws -> [Double] {
        let began = try await stage.instant(heard: first)
        var values: [Double] = []
        for sample in stride(from: start, to: start + count, by: 37) {
            guard let arrival = heard.arrivals.last(where: { $0.start <= sample }) else { continue }
            let spoken = began + Int64(sample - start) * 1_000 / 16
            values.append(Double(arrival.instant - spoken) / 1_000)
        }
        return values
    }

    /// From handing an answer's first delta to the line to its first sample at the loudspeaker.
    func wireToSpeaker() async throws -> [Double] {
        var values: [Double] = []
        for round in 0..<rounds {
            let from = stage.room.playedEnd
            let sent = try await stage.agent.give(ScriptedAnswer(100 + round, samples: tone(milliseconds: 300)))
            let loudspeaker = Loudspeaker(stage.room)
            try await stage.wait("an answer") { loudspeaker.onset(from: from) != nil }
            let onset = loudspeaker.onset(from: from) ?? 0
            values.append(Double(try await stage.instant(played: onset) - sent) / 1_000)
            // Not in step with anything.
            try await stage.listen(milliseconds: 700 + round * 37 % 50)
        }
        return values
    }

    /// Lets the line break while somebody speaks. Returns the time until the service hears again, and what it missed.
    func reconnect() async throws -> (again: [Double], lost: [Double]) {
        var again: [Double] = []
        var lost: [Double] = []
        for _ in 0..<max(2, rounds / 2) {
            // A line that lived for less is taken up with a pause, on purpose.
            try await stage.listen(milliseconds: 6_000)
            let speech = try SpeechFixtures.speech(SpeechFixtures.sentences[3], rate: 48_000)
            let place = stage.room.inject(speech)
            try await stage.wait("half the sentence") {
                stage.room.heardEnd >= place.lowerBound + speech.count / 2
            }
            let line = stage.agent.lineCount
            let broken = microseconds()
            stage.agent.dropLine()
            try await stage.wait("the next line") {
                stage.agent.lineCount > line && !(stage.agent.lines.last?.arrivals.isEmpty ?? true)
            }
            again.append(Double((stage.agent.lines.last?.arrivals.first?.instant ?? 0) - broken) / 1_000)
            try await stage.wait("the rest") { stage.room.heardEnd >= place.upperBound + 48_000 }
            let lines = stage.agent.lines
            lost.append(Self.missing(between: lines[line - 1].microphone, and: lines[lines.count - 1].microphone))
        }
        return (again, lost)
    }

    /// Milliseconds of the sentence that neither line holds.
    private static func missing(between before: [Int16], and after: [Int16]) -> Double {
        guard let whole = try? SpeechFixtures.speech(SpeechFixtures.sentences[3], rate: 16_000) else { return .nan }
        let (head, tail) = (Array(whole.prefix(4_800)), Array(whole.suffix(4_800)))
        guard let end = Correlation.find(tail, in: after), end.similarity > 0.6,
            let start = Correlation.find(head, in: before), start.similarity > 0.6
        else { return .nan }
        // The old line holds the sentence from its head to the break, the new one from its own first sample on.
        let heldBefore = before.count - start.index
        let beginsAfter = whole.count - 4_800 - end.index
        return Double(max(0, beginsAfter - heldBefore)) / 16
    }
}
