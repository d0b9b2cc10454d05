import ControlProtocol
import ControlTestSupport
import TestBench

/// What the recorded speaker does: three questions, the second answer interrupted, the tool used by voice.
struct Story {
    let stage: Stage

    private struct Trouble: Error, CustomStringConvertible {
        var description: String
    }

    /// Whether all of it happened.
    func play() throws -> Bool {
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

        var isComplete = ask("What time is it?", wanting: 2)
        say("What can I say?")
        _ = pause(until: { stage.listener.read().phase == "speaking" }, within: .seconds(15))
        _ = pause(until: { false }, within: .milliseconds(1_200))
        Screen.say("  (the person interrupts)")
        isComplete = ask("Set the temperature to sixty eight degrees", wanting: lines("assistant") + 2) && isComplete
        let seen = stage.listener.read()
        if seen.temperature == 68 {
            Screen.say("  tool: set_temperature was called with 68")
        } else {
            Screen.say("  tool: set_temperature was not called")
            isComplete = false
        }
        _ = try? client.ask(#"{"id":2,"method":"session.stop","params":{"session":"s-1"}}"#)
        return isComplete
    }

    /// Says `text` and waits until the box has answered: `count` of its lines are final.
    private func ask(_ text: String, wanting count: Int) -> Bool {
        say(text)
        let isAnswered = pause(until: { lines("assistant") >= count }, within: .seconds(25))
        _ = settles("listening", within: .seconds(15))
        return isAnswered
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
