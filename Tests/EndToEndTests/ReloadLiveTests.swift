import ControlProtocol
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// SIGHUP in the middle of a conversation: what is said and heard goes on, within the bound that the key's kind promises.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ReloadLiveTests {
    /// Other values for the keys of the stage, and what the manual promises of them.
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var from: String
        var to: String
        /// Milliseconds of sound that may be missing.
        var bound: Double
        var testDescription: String { name }

        static let all = [
            // To what a correlation can tell.
            Change(
                name: "live keys", from: "suppress_db = -12\n", to: "suppress_db = -25\n[speech]\nhangover_ms = 900\n",
                bound: 5),
            Change(name: "streams made anew", from: "fragment_ms = 10\n", to: "fragment_ms = 20\n", bound: 300),
            Change(name: "another connection", from: "role = \"\"\n", to: "role = \"assistant\"\n", bound: 300),
        ]
    }

    private func talking() async throws -> Stage {
        var plan = Stage.Plan()
        plan.settings = "fragment_ms = 10\nrole = \"\"\n[dsp.ns]\nsuppress_db = -12\n"
        let stage = try Stage(plan)
        try await stage.start()
        try stage.client.ask("events.subscribe", ["topics": [["name": "config.changed"]]])
        try await stage.listen(milliseconds: 500)
        return stage
    }

    /// Returns when the daemon has put it into force.
    private func reload(_ stage: Stage, _ change: Change) throws {
        try stage.daemon.rewrite { $0.replacing(change.from, with: change.to) }
        stage.daemon.child.send(SIGHUP)
        let told = try stage.client.next("config.changed")["params"]?["data"]
        #expect(told?["origin"]?.string == "reload")
    }

    private func isTheSame(_ stage: Stage) throws {
        #expect(stage.agent.lineCount == 1, "the line to the service was made anew")
        #expect(try stage.client.ask("session.status")["session"]?.string == stage.session)
    }

    /// Two sentences are said, and the reload comes in between: as much as is missing there, the second comes earlier.
    @Test(arguments: Change.all) func theMicrophoneIsHeardOn(change: Change) async throws {
        let stage = try await talking()
        let words = [
            try SpeechFixtures.speech(SpeechFixtures.sentences[0], voice: .rms, rate: 48_000),
            try SpeechFixtures.speech(SpeechFixtures.sentences[1], voice: .awb, rate: 48_000),
        ]
        let first = stage.room.inject(words[0])
        let seconds = words[0].count / 48_000 + 4
        let second = stage.room.inject(words[1], at: first.lowerBound + seconds * 48_000)
        try await stage.wait("the first sentence") { stage.room.heardEnd >= first.upperBound + 24_000 }
        try reload(stage, change)
        try await stage.wait("the second sentence", within: .seconds(20)) {
            stage.room.heardEnd >= second.upperBound + 48_000
        }
        let heard = stage.agent.microphone(from: 0)
        let places = try words.map { sentence in
            let found = try #require(Correlation.find(resampled(sentence, from: 48_000, to: 16_000), in: heard))
            #expect(found.similarity > 0.6)
            return found.index
        }
        let missing = Double(seconds * 16_000 - (places[1] - places[0])) / 16
        Figures.tell("microphone missing after a reload (\(change.name)), ms", [missing])
        #expect(abs(missing) <= change.bound)
        try isTheSame(stage)
    }

    /// An even tone is heard without a hole, and whole.
    @Test(arguments: Change.all) func theAnswerIsHeardOn(change: Change) async throws {
        let stage = try await talking()
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 6_000)))
        let loudspeaker = Loudspeaker(stage.room)
        try await stage.wait("the answer") { loudspeaker.onset(from: start) != nil }
        let onset = try #require(loudspeaker.onset(from: start))
        try await stage.listen(milliseconds: 1_500)
        try reload(stage, change)
        try await stage.wait("the answer's end", within: .seconds(20)) {
            loudspeaker.silence(from: onset, lasting: 600) != nil
        }
        let end = try #require(loudspeaker.silence(from: onset, lasting: 600))
        // A busy machine leaves holes of its own, of some 10 ms.
        let hole = max(change.bound, 30)
        let silence = loudspeaker.silence(from: onset, lasting: Int(hole))
        #expect(silence.map { $0 >= end } ?? true, "silent for more than \(hole) ms in the middle of the answer")
        let missing = 6_000 - Double(end - onset) / 48
        Figures.tell("answer missing after a reload (\(change.name)), ms", [missing])
        #expect(abs(missing) <= max(change.bound, 50))
        try isTheSame(stage)
    }

    /// What needs a new session waits for one, and the answer says so.
    @Test func anotherServiceWaitsForTheNextSession() async throws {
        let stage = try await talking()
        try stage.daemon.rewrite { $0.replacing("model = \"scripted\"", with: "model = \"another\"") }
        stage.daemon.child.send(SIGHUP)
        let changed = try stage.client.next("config.changed")["params"]?["data"]?["paths"]?.array ?? []
        #expect(changed.contains { $0["applied"] == "next_session" })
        #expect(!changed.contains { $0["applied"] == "live" })
        try isTheSame(stage)
        let before = stage.agent.microphoneCount
        try await stage.wait("more of the microphone") { stage.agent.microphoneCount > before + 16_000 }
    }

    /// All of the files or nothing: a broken one changes nothing of a conversation.
    @Test func aBrokenFileIsNotTaken() async throws {
        let stage = try await talking()
        try stage.daemon.rewrite { $0.replacing("suppress_db = -12", with: "suppress_db = 99\nrole = 7") }
        stage.daemon.child.send(SIGHUP)
        try await stage.wait("the refusal") { stage.daemon.log.contains("configuration not taken") }
        let before = stage.agent.microphoneCount
        try await stage.wait("more of the microphone") { stage.agent.microphoneCount > before + 16_000 }
        try isTheSame(stage)
        let shown = try stage.client.ask("config.show", ["section": "dsp.ns"])["values"]?.array
        #expect(shown?.first { $0["path"] == "dsp.ns.suppress_db" }?["value"]?.double == -12)
    }
}
