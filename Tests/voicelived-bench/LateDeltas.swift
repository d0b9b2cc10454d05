import DaemonBench
import ScriptedService
import TestBench

/// Answers at real-time pace over a line that delays each delta by up to 80 ms.
struct LateDeltas {
    let stage: Stage
    let rounds: Int

    private static let jitter = 80_000
    private static let piece = 100

    func rows() async throws -> [Row] {
        var glitches: [Double] = []
        var stretches: [Double] = []
        var generator = SeededRandom(seed: 17)
        for round in 0..<rounds {
            let (gaps, stretch) = try await play(round, &generator)
            glitches.append(Double(gaps))
            stretches.append(stretch)
        }
        return [
            Row(
                metric: "80 ms of jitter: gaps after the first second", unit: "", values: glitches, digits: 0,
                note: "answers of 6 s in pieces of 100 ms at real-time pace"),
            Row(metric: "80 ms of jitter: silence inserted", unit: "ms", values: stretches),
        ]
    }

    /// Gaps in the answer after its first second, and how much longer than the answer it was heard.
    private func play(_ round: Int, _ generator: inout SeededRandom) async throws -> (gaps: Int, stretch: Double) {
        var answer = ScriptedAnswer(400 + round, samples: tone(milliseconds: 6_000))
        answer.piece = Self.piece * 24
        let from = stage.room.playedEnd
        for event in answer.opening { try await stage.agent.say(event) }
        let begin = microseconds()
        for (index, event) in answer.sound.enumerated() {
            let due = begin + Int64(index * Self.piece * 1_000) + Int64(generator.next() % UInt64(Self.jitter))
            let wait = due - microseconds()
            if wait > 0 { try await Task.sleep(for: .microseconds(wait)) }
            try await stage.agent.say(event)
        }
        for event in answer.ending { try await stage.agent.say(event) }
        try await stage.listen(milliseconds: 800)
        let samples = stage.room.played(from..<stage.room.playedEnd)
        let sounding = samples.indices.filter { abs(Int(samples[$0])) > 100 }
        guard let first = sounding.first, let last = sounding.last else { return (.max, .nan) }
        // A tone is below this for less than a millisecond.
        var gaps = 0
        for (one, next) in zip(sounding, sounding.dropFirst()) where next - one > 96 && one > first + 48_000 {
            gaps += 1
        }
        return (gaps, Double(last - first) / 48 - Double(answer.samples.count) / 24)
    }
}
