import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol
import WebSocket

/// A key and a sentence go through a conversation with all its troubles, and are looked for wherever they do not belong.
@Suite(.serialized, .timeLimit(.minutes(2))) struct CanaryLiveTests {
    private static let key = "canary-key-4711"
    private static let bird = "canary"
    private static let sentence = PrivateText("The canary sang in the kitchen.")
    private var sentence: String { Self.sentence.text }

    private func stage() throws -> Stage {
        var plan = Stage.Plan()
        plan.key = Self.key
        plan.settings = """
            [log]
            level = "debug"
            [conversation]
            instructions = "\(Self.sentence.text)"

            """
        return try Stage(plan)
    }

    /// Said by the person and by the agent, by a client, to a tool and by it.
    private func talk(_ stage: Stage) async throws {
        try stage.client.ask(
            "tool.register",
            [
                "tools": [
                    [
                        "name": "listen", "description": "Listens to the birds.",
                        "parameters": ["type": "object", "properties": ["to": ["type": "string"]]],
                    ]
                ]
            ])
        try await stage.agent.hearStart("question_1", at: 0)
        try await stage.agent.hearEnd("question_1", at: 200)
        try await stage.agent.transcribe("question_1", Self.sentence)
        try await stage.agent.call("listen", arguments: PrivateText("{\"to\":\"\(sentence)\"}"), number: 1)
        let call = try stage.client.next("tool.call")["params"]?["data"]?["call"] ?? ""
        try stage.client.ask("tool.result", ["call": call, "output": ["heard": .string(sentence)]])
        try await stage.agent.give(ScriptedAnswer(2, words: Self.sentence, samples: tone(milliseconds: 300)))
        _ = try stage.client.next("session.transcript") { message in
            let data = message["params"]?["data"]
            return data?["role"]?.string == "assistant" && data?["text"]?.string == sentence
        }
        try stage.client.ask("session.say", ["session": .string(stage.session), "text": .string(sentence)])
    }

    /// A service that repeats what it was told in every way to complain.
    private func quarrel(_ stage: Stage) async throws {
        let complaint = "\(Self.key) said: \(sentence)"
        try await stage.agent.say(
            raw:
                "{\"type\":\"error\",\"event_id\":\"e1\",\"error\":{\"type\":\"invalid_request_error\",\"code\":\"bad\","
                + "\"message\":\"\(complaint)\",\"param\":\"\(complaint)\"}}")
        try await stage.agent.say(raw: "{\"type\":\"gossip\",\"words\":\"\(complaint)\"}")
        try await stage.agent.say(raw: "{\"type\":\"error\",\"error\":\"\(complaint)")
        for (method, params) in [
            ("session.say", ["session": "s-99", "text": .string(sentence)]),
            ("session.attach", ["session": .string(stage.session), "lease": .string(sentence)]),
            ("config.set", ["path": "conversation.instructions", "value": ["x": .string(sentence)]]),
            ("tool.result", ["call": "t-99", "output": .string(sentence)]),
        ] as [(String, ControlProtocol.JSONValue)] {
            #expect(throws: ThinClient.Refused.self) { try stage.client.ask(method, params) }
        }
        try await stage.wait("the complaint in the log") { stage.daemon.log.contains("gossip") }
    }

    private func answers(_ stage: Stage) throws -> String {
        try [
            "daemon.status", "daemon.health", "daemon.metrics", "daemon.clients", "daemon.doctor", "session.list",
            "audio.devices", "dsp.get", "record.list", "rpc.hello",
        ].map { "\($0): " + JSONWriter.text(of: try stage.client.ask($0)) }.joined(separator: "\n")
    }

    private func bundle(_ stage: Stage) throws -> String {
        let folder = try TemporaryFolder("canary")
        let archive = folder.path + "/bundle.tar"
        let made = try Program.run(
            [try Programs.folder() + "/voicelivectl", "bundle", "--to", archive, "--socket", stage.daemon.socket],
            seconds: 60)
        #expect(made.status == 0, "\(made.errors)")
        return try Program.run(["/bin/tar", "-xOf", archive], seconds: 20).output
    }

    private func process(_ stage: Stage, _ file: String) -> String {
        String(decoding: readWholeFile("/proc/\(stage.daemon.child.pid)/\(file)") ?? [], as: UTF8.self)
    }

    private func look(for word: String, in places: [(name: String, text: String)]) {
        for (name, text) in places {
            #expect(!text.isEmpty, "nothing to look at: \(name)")
            let lines = text.split(separator: "\n").filter { $0.contains(word) }
            #expect(lines.isEmpty, "\(word) in \(name): \(lines)")
        }
    }

    @Test func keyAndSentenceAreNowhereElse() async throws {
        let stage = try stage()
        let observer = try stage.daemon.client()
        try observer.ask("events.subscribe", ["topics": [["name": "*"]]])
        try await stage.start(["meta": ["note": .string(sentence)], "ext": ["org.example": .string(sentence)]])
        // They are what they are meant to be: the service was shown the one, and the client told the other.
        #expect(stage.agent.keys.contains(Self.key))
        try await talk(stage)
        try await quarrel(stage)
        let early = try answers(stage)
        stage.agent.refuse(HTTPRefusal(status: 401, bodyPrefix: "\(Self.key) is no key"))
        stage.agent.dropLine()
        // The service does not take the key any more: that ends the session.
        try await stage.wait("the session's end") { try stage.client.ask("daemon.status")["session"] == nil }
        #expect(!stage.agent.refusals.isEmpty)
        let told = try early + answers(stage)
        let events = try observer.drain().filter { $0["method"] != "session.transcript" && $0["method"] != "tool.call" }
            .map { JSONWriter.text(of: $0) }.joined(separator: "\n")
        let places = [
            ("the log", stage.daemon.log), ("answers", told), ("events", events), ("the bundle", try bundle(stage)),
            ("the command line", process(stage, "cmdline")), ("the environment", process(stage, "environ")),
        ]
        look(for: Self.bird, in: places)
        let kept = try Program.run(["/bin/grep", "-r", "-l", Self.key, stage.daemon.stateFolder], seconds: 20)
        #expect(kept.output == "", "the key was written down")
        // The journal of a conversation is the sentence's place, and goes with it.
        try await stage.wait("the journal to go") { fileMode(stage.daemon.stateFolder + "/conversation") == nil }
        let left = try Program.run(["/bin/grep", "-r", "-l", Self.bird, stage.daemon.stateFolder], seconds: 20)
        #expect(left.output == "", "the sentence was left behind")
    }
}
