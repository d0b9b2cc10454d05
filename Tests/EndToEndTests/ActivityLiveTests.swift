import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing

/// What a screen or a robot's face needs to know of a session: who talks, and what it has used.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ActivityLiveTests {
    @Test func fifteenTimesASecondItIsToldWhoTalksAndWhenItIsSafeToSpeak() async throws {
        let stage = try Stage()
        try stage.client.ask("events.subscribe", ["topics": [["name": "audio.activity"]]])
        try await stage.start()
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 1_500)))
        func next() throws -> (microseconds: Int64, turn: String, isSafe: Bool) {
            let told = try stage.client.next("audio.activity")["params"]
            let data = told?["data"]
            return (
                try #require(told?["mono_us"]?.wholeNumber), data?["turn"]?.string ?? "",
                data?["safe_to_speak"]?.bool ?? false
            )
        }
        var told = try next()
        while told.isSafe { told = try next() }
        let first = told
        var count = 0
        var speakers: Set<String> = []
        while !told.isSafe {
            speakers.insert(told.turn)
            told = try next()
            count += 1
        }
        // From now on nothing is heard any more of the answer.
        let safe = stage.room.playedEnd
        #expect(speakers.contains("assistant"))
        let rate = Double(count) * 1e6 / Double(told.microseconds - first.microseconds)
        #expect(rate > 10 && rate < 20, "\(rate) a second")
        #expect(told.microseconds - first.microseconds > 1_200_000)
        try await stage.listen(milliseconds: 700)
        #expect(Level.peak(stage.room.played(safe..<stage.room.playedEnd)[...]) < 50)
    }

    @Test func devicesThatAreChosenGoAndComeAreTold() async throws {
        let stage = try Stage()
        try stage.client.ask("events.subscribe", ["topics": [["name": "audio.device"]]])
        try await stage.start()
        let microphone = VirtualDevice.microphone
        func wait(for change: String) throws {
            _ = try stage.client.next("audio.device") { message in
                let data = message["params"]?["data"]
                return data?["change"]?.string == change && data?["direction"]?.string == "input"
                    && data?["device"]?["name"]?.string == microphone.name
            }
        }
        try wait(for: "chosen")
        try stage.server.unplug(microphone)
        try wait(for: "removed")
        try stage.server.plug(microphone)
        try wait(for: "added")
        try wait(for: "chosen")
    }

    @Test func whatASessionHasUsedIsTold() async throws {
        let stage = try Stage()
        try await stage.start()
        let answer = ScriptedAnswer(1, samples: tone(milliseconds: 300))
        try await stage.agent.give(answer, isFinished: false)
        for event in answer.ending.dropLast() { try await stage.agent.say(event) }
        try await stage.agent.say(
            raw: """
                {"type":"response.done","event_id":"e1","response":{"id":"\(answer.response)","status":"completed",\
                "output":[],"usage":{"total_tokens":100,"input_tokens":70,"output_tokens":30,\
                "input_token_details":{"text_tokens":20,"audio_tokens":50,"cached_tokens":10,\
                "cached_tokens_details":{"text_tokens":10,"audio_tokens":0}},\
                "output_token_details":{"text_tokens":5,"audio_tokens":25}}}}
                """)
        let told = try stage.client.next("session.usage") { $0["params"]?["data"]?["tokens"] != 0 }["params"]
        #expect(told?["session"]?.string == stage.session)
        #expect(told?["data"]?["tokens"] == 100)
        #expect(told?["data"]?["cached_tokens"] == 10)
        #expect(told?["data"]?["audio_ms"]?.wholeNumber ?? 0 >= 300)
    }

    @Test func aTouchTellsHowLongTheSessionMayIdle() async throws {
        var plan = Stage.Plan()
        plan.settings = "[session]\nidle_timeout = \"90s\""
        let stage = try Stage(plan)
        try await stage.start()
        #expect(try stage.client.ask("session.touch", ["session": .string(stage.session)])["idle_until_ms"] == 90_000)
    }
}
