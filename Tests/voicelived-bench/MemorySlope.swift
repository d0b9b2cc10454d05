import DaemonBench
import ScriptedService
import TestBench
import VoiceLiveProtocol

/// Whether a session that lasts takes more and more memory.
struct MemorySlope {
    let stage: Stage
    let seconds: Int

    /// Kilobytes a minute after the first third of the time, while turns go on.
    func row() async throws -> Row {
        var points: [(minute: Double, kilobytes: Double)] = []
        let begin = microseconds()
        var turn = 1_000
        while microseconds() - begin < Int64(seconds) * 1_000_000 {
            try await stage.agent.hearStart("slope_\(turn)", at: 0)
            try await stage.agent.hearEnd("slope_\(turn)", at: 200)
            try await stage.agent.transcribe("slope_\(turn)", "And then?")
            try await stage.agent.give(ScriptedAnswer(turn, samples: tone(milliseconds: 1_000)))
            try await stage.listen(milliseconds: 2_500)
            try stage.client.catchUp()
            turn += 1
            let minute = Double(microseconds() - begin) / 60_000_000
            if minute * 60 > Double(seconds) * 0.3 {
                points.append((minute, Double(MemoryUse.anonymous(of: stage.daemon.child))))
            }
        }
        return Row(
            metric: "anonymous memory, growth in a session", unit: "KB/min", values: [Self.slope(points)],
            note: "over \(seconds) s of turns, the first third left out")
    }

    /// Of the straight line that fits best.
    static func slope(_ points: [(minute: Double, kilobytes: Double)]) -> Double {
        let count = Double(points.count)
        let middle = points.reduce(0) { $0 + $1.minute } / count
        let level = points.reduce(0) { $0 + $1.kilobytes } / count
        let spread = points.reduce(0) { $0 + ($1.minute - middle) * ($1.minute - middle) }
        return points.reduce(0) { $0 + ($1.minute - middle) * ($1.kilobytes - level) } / spread
    }
}
