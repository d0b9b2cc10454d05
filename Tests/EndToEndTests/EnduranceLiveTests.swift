import ControlProtocol
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// Long lives: of one conversation over many sessions, and of one daemon over many conversations.
///
/// `VOICELIVED_ENDURANCE_SECONDS=600` and `VOICELIVED_SOAK_SESSIONS=500` make them as long as they should be once.
@Suite(.serialized, .timeLimit(.minutes(60))) struct EnduranceLiveTests {
    /// Every session ends after some seconds; what was said in the first one is told to the last one.
    @Test func aFactOfTheFirstMinuteIsKnownToTheEnd() async throws {
        let seconds = RunLength.wished("VOICELIVED_ENDURANCE_SECONDS") ?? 20
        let life = seconds >= 120 ? 20 : 6
        let stage = try Stage()
        stage.agent.sessionsLast(seconds: life)
        try await stage.start()
        try await turn(stage, 0, "My name is Ada.", "Hello Ada.")
        let end = microseconds() + Int64(seconds) * 1_000_000
        var turns = 1
        var line = stage.agent.line ?? 0
        var gaps: [Double] = []
        let memory = MemoryUse.anonymous(of: stage.daemon.child)
        while microseconds() < end {
            try await stage.wait("line \(line + 1)", within: .seconds(life + 10)) {
                (stage.agent.line ?? 0) > line
                    && (stage.agent.line.map { stage.agent.lines[$0].arrivals.count } ?? 0) > 20
            }
            let lines = stage.agent.lines
            let before = lines[line].arrivals.last?.instant ?? 0
            line = stage.agent.line ?? 0
            gaps.append(Double((lines[line].arrivals.first?.instant ?? 0) - before) / 1_000)
            #expect(lines[line].writings.prefix(2) == ["My name is Ada.", "Hello Ada."], "line \(line)")
            try await turn(stage, turns, "This is question \(turns).", "And answer \(turns).")
            #expect(stage.agent.lines[line].isOpen)
            turns += 1
        }
        #expect(line >= seconds / life)
        Figures.tell("microphone silent at the service when a session follows another, ms", gaps)
        print("figures: \(turns) turns over \(line + 1) sessions in \(seconds) s")
        print("figures: anonymous memory \(memory) KB, then \(MemoryUse.anonymous(of: stage.daemon.child)) KB")
    }

    private func turn(_ stage: Stage, _ number: Int, _ question: String, _ answer: String) async throws {
        try await stage.agent.hearStart("question_\(number)", at: 0)
        try await stage.agent.hearEnd("question_\(number)", at: 200)
        try await stage.agent.transcribe("question_\(number)", PrivateText(question))
        try await stage.agent.give(
            ScriptedAnswer(number, words: PrivateText(answer), samples: tone(milliseconds: 250)))
        _ = try stage.client.next("session.transcript") { message in
            let data = message["params"]?["data"]
            return data?["text"]?.string == answer && data?["final"]?.bool == true
        }
    }

    /// What a session takes it gives back.
    @Test func memoryIsFlatOverManySessions() async throws {
        let sessions = RunLength.wished("VOICELIVED_SOAK_SESSIONS") ?? 20
        let stage = try Stage()
        var used: [Int] = []
        for number in 0..<sessions {
            // The one before may be on its way out.
            try await stage.start(["on_busy": "queue"])
            try await turn(stage, number, "Question \(number)?", "Answer \(number).")
            try stage.client.ask("session.stop", ["session": .string(stage.session)])
            _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
            used.append(MemoryUse.anonymous(of: stage.daemon.child))
        }
        // The first sessions fill caches and pools.
        let settled = used[sessions / 4..<sessions / 2].reduce(0, +) / (sessions / 4)
        let last = used[(sessions * 3 / 4)...].reduce(0, +) / (sessions - sessions * 3 / 4)
        print(
            "figures: anonymous memory of \(sessions) sessions: first \(used[0]) KB, settled \(settled) KB, last \(last) KB"
        )
        // Few sessions still fill them; one that is held by its own parts costs two megabytes each time.
        #expect(last - settled < (sessions < 100 ? 6_144 : 2_048))
    }
}
