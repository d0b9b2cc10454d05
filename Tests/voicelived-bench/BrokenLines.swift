import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import VoiceLiveProtocol
import WebSocket

/// Lines that end, break, or do not come about, and how soon the service hears the microphone again.
struct BrokenLines {
    let plan: Stage.Plan
    let rounds: Int

    /// A session's time runs out: from the last sound on one line to the first on the next.
    func renewals() async throws -> Row {
        let stage = try Stage(plan)
        stage.agent.sessionsLast(seconds: 8)
        try await stage.start()
        var gaps: [Double] = []
        var line = 0
        for _ in 0..<rounds {
            try await stage.wait("the next session", within: .seconds(15)) {
                stage.agent.lineCount > line + 1 && (stage.agent.lines.last?.arrivals.count ?? 0) > 5
            }
            try await stage.listen(milliseconds: 200)
            let lines = stage.agent.lines
            let (before, after) = (lines[line].arrivals.last?.instant, lines[line + 1].arrivals.first?.instant)
            gaps.append(Double((after ?? 0) - (before ?? 0)) / 1_000)
            line += 1
        }
        return Row(
            metric: "session followed by the next: microphone silent at the service", unit: "ms", values: gaps,
            note: "20 to 40 ms lie between two packets anyway")
    }

    /// The network is away for five seconds in the middle of a question.
    func outages() async throws -> [Row] {
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        let question = try SpeechFixtures.speech(SpeechFixtures.sentences.joined(separator: " "), rate: 48_000)
        var again: [Double] = []
        var lost: [Double] = []
        for _ in 0..<max(2, rounds / 3) {
            let line = stage.agent.lineCount
            let place = stage.room.inject(question)
            try await stage.wait("the question's first second") { stage.room.heardEnd > place.lowerBound + 48_000 }
            try await stage.agent.hearStart(
                "question_\(line)", at: (stage.agent.lines.last?.microphone.count ?? 0) / 16 - 800)
            stage.agent.vanish()
            try await stage.listen(milliseconds: 5_000)
            let back = microseconds()
            try stage.agent.comeBack()
            try await stage.wait("another line", within: .seconds(20)) {
                stage.agent.lineCount > line && !(stage.agent.lines.last?.arrivals.isEmpty ?? true)
            }
            again.append(Double((stage.agent.lines.last?.arrivals.first?.instant ?? 0) - back) / 1_000)
            // What was missed comes twice as fast as it was spoken.
            try await stage.wait("the question's end", within: .seconds(40)) {
                stage.room.heardEnd > place.upperBound
                    && (stage.agent.lines.last?.microphone.count ?? 0) > question.count / 3 + 48_000
            }
            lost.append(try missing(in: stage.agent.lines.last?.microphone ?? []))
            try await stage.agent.hearEnd("again_\(line)", at: 100)
            try await stage.agent.transcribe("again_\(line)", "All of it.")
            try await stage.listen(milliseconds: 4_000)
        }
        return [
            Row(metric: "network back after 5 s → sound at the service again", unit: "ms", values: again),
            Row(
                metric: "microphone lost in those 5 s", unit: "ms", values: lost, digits: 0,
                note: "of a question of \(question.count / 48) ms, in pieces of a quarter second"),
        ]
    }

    /// Milliseconds of the question that the new line does not hold, where they should be behind its first second.
    private func missing(in heard: [Int16]) throws -> Double {
        let whole = try SpeechFixtures.speech(SpeechFixtures.sentences.joined(separator: " "), rate: 16_000)
        guard let begin = Correlation.find(Array(whole[0..<16_000]), in: heard), begin.similarity > 0.7 else {
            return Double(whole.count) / 16
        }
        let (piece, slack) = (4_000, 1_600)
        let lost = stride(from: 0, to: whole.count - piece, by: piece).count { start in
            let wanted = Array(whole[start..<start + piece])
            // Silence between words is found anywhere, and nowhere.
            guard wanted.count(where: { abs(Int($0)) > 1_000 }) > piece / 10 else { return false }
            let from = max(0, begin.index + start - slack)
            guard from < heard.count else { return true }
            let part = Array(heard[from..<min(heard.count, from + piece + 2 * slack)])
            return (Correlation.find(wanted, in: part)?.similarity ?? 0) < 0.6
        }
        return Double(lost * piece) / 16
    }

    // MARK: Refusals

    func refusals() async throws -> [Row] {
        var twice: [Double] = []
        var patient: [Double] = []
        var stopped = 0
        let count = max(2, rounds / 3)
        for _ in 0..<count {
            twice.append(try await refused(HTTPRefusal(status: 503), times: 2))
            patient.append(
                try await refused(HTTPRefusal(status: 429, retryAfter: .seconds(2)), times: 1))
            stopped += try await ends(HTTPRefusal(status: 401)) ? 1 : 0
        }
        return [
            Row(metric: "line broken, 503 twice → sound at the service again", unit: "ms", values: twice),
            Row(
                metric: "line broken, 429 with Retry-After: 2 → sound again", unit: "ms", values: patient,
                note: "asked not to come before 2,000 ms"),
            Row(
                metric: "line broken, 401: session ended and said so", unit: "%",
                values: [100 * Double(stopped) / Double(count)], digits: 0),
        ]
    }

    private func refused(_ refusal: HTTPRefusal, times: Int) async throws -> Double {
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        stage.agent.refuse(refusal)
        let broken = microseconds()
        stage.agent.dropLine()
        try await stage.wait("refusals", within: .seconds(20)) { stage.agent.refusals.count >= times }
        stage.agent.refuse(nil)
        try await stage.wait("another line", within: .seconds(20)) {
            stage.agent.lineCount > 1 && !(stage.agent.lines.last?.arrivals.isEmpty ?? true)
        }
        return Double((stage.agent.lines.last?.arrivals.first?.instant ?? 0) - broken) / 1_000
    }

    private func ends(_ refusal: HTTPRefusal) async throws -> Bool {
        let stage = try Stage(plan)
        try await stage.start()
        stage.agent.refuse(refusal)
        stage.agent.dropLine()
        let ended = try? stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        try await stage.listen(milliseconds: 1_000)
        return ended != nil && stage.agent.refusals.count == 1
    }
}
