import ControlProtocol
import ControlTestSupport
import TestBench

/// What the recorded speaker does: a greeting, then rounds of three questions, the second answer interrupted, the tool used
/// by voice.
final class Story {
    let stage: Stage
    private let rounds: Int
    private var misses = 0

    init(stage: Stage, rounds: Int) {
        self.stage = stage
        self.rounds = rounds
    }

    private struct Trouble: Error, CustomStringConvertible {
        var description: String
    }

    /// Returns how much of it did not happen.
    func play() throws -> Int {
        let client = try LineClient(stage.socket)
        let reply = try client.ask(
            #"{"id":1,"method":"session.start","params":{"mode":"vad","owner":{"on_gone":"keep"}}}"#)
        guard reply["result"]?["session"]?.string != nil else {
            throw Trouble(
                description: "session.start: \(reply["error"]?["message"]?.string ?? "no answer")\n\(stage.log)")
        }
        guard settles("listening", within: .seconds(20)) else {
            throw Trouble(description: "the conversation never began listening\n\(stage.log)")
        }
        _ = pause(until: { lines("assistant") >= 1 }, within: .seconds(15))
        _ = settles("listening", within: .seconds(15))

        for round in 0..<rounds {
            if rounds > 1 { Screen.say("  (round \(round + 1) of \(rounds))") }
            playRound(Self.degrees[round % Self.degrees.count])
        }
        _ = try? client.ask(#"{"id":2,"method":"session.stop","params":{"session":"s-1"}}"#)
        return misses
    }

    private func playRound(_ wish: (word: String, degrees: Int64)) {
        let before = stage.listener.read()
        ask("What time is it?", wanting: lines("assistant") + 1)
        say("What can I say?")
        expect("no answer to the second question", within: .seconds(15)) {
            stage.listener.read().phase == "speaking"
        }
        _ = pause(until: { false }, within: .milliseconds(1_200))
        Screen.say("  (the person interrupts)")
        ask("Set the temperature to \(wish.word) degrees", wanting: lines("assistant") + 2)
        let after = stage.listener.read()
        if after.interruptions != before.interruptions + 1 { miss("the second answer was not interrupted") }
        if after.temperature == wish.degrees {
            Screen.say("  tool: set_temperature was called with \(wish.degrees)")
        } else {
            miss("set_temperature was not called with \(wish.degrees)")
        }
        let heard =
            after.lines.filter { $0.speaker == "user" }.count - before.lines.filter { $0.speaker == "user" }.count
        if heard != 3 { miss("the box heard \(heard) turns of the person's three") }
    }

    /// What the person asks for, a different one each round.
    private static let degrees: [(word: String, degrees: Int64)] = [
        ("sixty eight", 68), ("seventy two", 72), ("sixty five", 65), ("seventy", 70), ("sixty six", 66),
    ]

    private func miss(_ what: String) {
        Screen.say("  missed: \(what)")
        misses += 1
    }

    private func expect(_ what: String, within limit: Duration, _ condition: () -> Bool) {
        if !pause(until: condition, within: limit) { miss(what) }
    }

    /// Says `text` and waits until the box has answered: `count` of its lines are final.
    private func ask(_ text: String, wanting count: Int) {
        say(text)
        expect("no answer to \"\(text)\"", within: .seconds(25)) { lines("assistant") >= count }
        _ = settles("listening", within: .seconds(15))
    }

    private func say(_ text: String) {
        guard let samples = try? SpeechFixtures.speech(text, voice: .rms, rate: 48_000, decibels: -24) else { return }
        let place = stage.room.inject(samples)
        _ = pause(until: { stage.room.heardEnd >= place.upperBound }, within: .seconds(20))
    }

    private func lines(_ speaker: String) -> Int {
        stage.listener.read().lines.filter { $0.speaker == speaker }.count
    }

    private func settles(_ phase: String, within limit: Duration) -> Bool {
        pause(until: { stage.listener.read().phase == phase }, within: limit)
    }

    /// Waits and keeps the live line moving.
    private func pause(until condition: () -> Bool, within limit: Duration) -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if condition() { return true }
            let seen = stage.listener.read()
            Screen.show("  \(Screen.bar(decibels: seen.level))  \(seen.phase)")
            _ = becomesTrue(within: .milliseconds(60), condition)
        }
        return condition()
    }
}
