import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// Somebody speaks while the agent does, at any instant of its answer.
@Suite(.serialized, .timeLimit(.minutes(3))) struct InterruptionLiveTests {
    @Test func theVoiceStopsAndTheServiceLearnsWhatWasHeard() async throws {
        let stage = try Stage()
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        // The daemon learns from the first answer that no echo comes back.
        try await stage.agent.give(ScriptedAnswer(0, samples: chorus(milliseconds: 2_500)))
        try await stage.listen(milliseconds: 3_500)
        var generator = SeededRandom(seed: 7)
        for number in 1...5 {
            let wait = 600 + Int(generator.next() % 900)
            let interruption = try await stage.interrupt(
                ScriptedAnswer(number, samples: try chorus(milliseconds: 8_000)), after: wait)
            #expect(interruption.silentAfterMilliseconds < 250, "interrupted after \(wait) ms")
            #expect(abs(interruption.errorMilliseconds) <= 20, "interrupted after \(wait) ms")
            #expect(interruption.item == "answer_\(number)")
        }
    }
}
