import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol
import WebSocket

/// What a conversation is made of besides turns: greeting, tools, orders, renewal, fallback.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ConversationLiveTests {
    @Test func theAgentGreetsFirst() async throws {
        var plan = Stage.Plan()
        plan.settings = "[conversation]\ngreeting = \"Welcome aboard.\""
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.wait("the wish for a greeting") {
            stage.agent.words.contains { word in
                if case .responseCreate = word.event { true } else { false }
            }
        }
        let words = try SpeechFixtures.speech("Welcome aboard.", voice: .rms, rate: 24_000)
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, words: "Welcome aboard.", samples: words))
        try await stage.listen(milliseconds: words.count / 24 + 500)
        let played = stage.room.played(start..<stage.room.playedEnd)
        let expected = resampled(words, from: 24_000, to: 48_000)
        #expect(Correlation.find(expected, in: played)?.similarity ?? 0 > 0.95)
    }

    @Test func aMutedMicrophoneIsSilentAtTheService() async throws {
        let stage = try Stage()
        try await stage.start()
        try stage.client.ask("audio.mute", ["direction": "input", "on": true])
        try await stage.listen(milliseconds: 300)
        let before = stage.agent.lines[0].microphone.count
        let place = stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.wait("the speech's end") { stage.room.heardEnd > place.upperBound }
        #expect(stage.agent.lines[0].microphone.count > before + 16_000)
        #expect(Level.peak(stage.agent.lines[0].microphone[before...]) == 0)
        try stage.client.ask("audio.mute", ["direction": "input", "on": false])
        stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.wait("speech at the service") { Level.peak(stage.agent.lines[0].microphone[before...]) > 500 }
    }

    @Test func aToolOfAClientAnswersTheModel() async throws {
        let stage = try Stage()
        try stage.client.ask(
            "tool.register",
            [
                "tools": [
                    [
                        "name": "set_temperature", "description": "Sets the cabin temperature.",
                        "parameters": ["type": "object", "properties": ["value": ["type": "number"]]],
                    ]
                ]
            ])
        try await stage.start()
        #expect(stage.agent.lines[0].plan?.tools?.count == 1)
        try await stage.agent.call("set_temperature", arguments: #"{"value":21}"#, number: 1)
        let call = try stage.client.next("tool.call")["params"]?["data"]
        #expect(call?["name"]?.string == "set_temperature")
        #expect(call?["arguments"]?["value"]?.double == 21)
        try stage.client.ask("tool.result", ["call": call?["call"] ?? "", "output": ["ok": true]])
        try await stage.wait("the output at the service") {
            stage.agent.words.contains { word in
                guard case .itemCreate(let create) = word.event, case .functionCallOutput(let output) = create.item
                else { return false }
                return output.callID == "call_1" && output.output.text == #"{"ok":true}"#
            }
        }
        try await stage.wait("the wish for an answer") {
            stage.agent.words.contains { word in
                if case .responseCreate = word.event { true } else { false }
            }
        }
    }

    @Test func aFactOutlivesItsSession() async throws {
        let stage = try Stage()
        stage.agent.sessionsLast(seconds: 10)
        try await stage.start()
        try await stage.agent.hearStart("question_1", at: 0)
        try await stage.agent.hearEnd("question_1", at: 200)
        try await stage.agent.transcribe("question_1", "My name is Ada.")
        try await stage.agent.give(ScriptedAnswer(1, words: "Hello Ada.", samples: tone(milliseconds: 400)))
        try await stage.wait("the next session", within: .seconds(20)) {
            stage.agent.lineCount > 1 && !stage.agent.lines[1].arrivals.isEmpty
        }
        let told = stage.agent.lines[1].writings
        #expect(told.contains { $0.contains("My name is Ada.") })
        #expect(told.contains { $0.contains("Hello Ada.") })
    }

    @Test(arguments: [401, 503]) func anotherServiceStandsIn(status: Int) async throws {
        let fallback = try ScriptedAgent()
        var plan = Stage.Plan()
        plan.fallback = fallback
        plan.settings = "[link]\nfallback_after = \"1s\""
        let stage = try Stage(plan)
        try await stage.start()
        stage.agent.refuse(HTTPRefusal(status: status))
        stage.agent.dropLine()
        try await stage.wait("the other service", within: .seconds(15)) {
            !(fallback.lines.last?.arrivals.isEmpty ?? true)
        }
        #expect(try stage.client.ask("daemon.status")["link"]?["endpoint"]?.string == "fallback")
    }
}
