import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The clients that people copy, against the real daemon between a room and a service.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ExamplesLiveTests {
    private func start(_ example: String, _ stage: Stage) throws -> ChildProcess {
        try ChildProcess(
            Repository.path("Config/examples/" + example), [], environment: ["VOICELIVED_SOCKET": stage.daemon.socket])
    }

    @Test func theShellClientBeginsAConversation() async throws {
        let stage = try Stage()
        let printed = try Program.run(
            [Repository.path("Config/examples/status.sh")], environment: ["VOICELIVED_SOCKET": stage.daemon.socket],
            seconds: 30)
        #expect(printed.status == 0 && printed.errors == "", "\(printed.errors)")
        let lines = printed.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("idle, sound card") == true)
        let session = try #require(lines.last.map(String.init))
        // It outlives the script, and the service hears the microphone.
        try await stage.wait("the microphone at the service") { !(stage.agent.lines.last?.arrivals.isEmpty ?? true) }
        #expect(try stage.client.ask("session.status")["session"]?.string == session)
    }

    @Test func thePythonClientFollowsAConversation() async throws {
        let stage = try Stage()
        let follower = try start("follow.py", stage)
        try await stage.wait("the follower") { follower.standardOutput.contains("following") }
        try await stage.start()
        try await stage.agent.hearStart("question_1", at: 0)
        try await stage.agent.hearEnd("question_1", at: 200)
        try await stage.agent.transcribe("question_1", "How warm is it?")
        try await stage.agent.give(
            ScriptedAnswer(1, words: "Twenty degrees.", samples: tone(milliseconds: 400)))
        try await stage.wait("both lines") {
            follower.standardOutput.contains("user: How warm is it?")
                && follower.standardOutput.contains("assistant: Twenty degrees.")
        }
        #expect(follower.standardOutput.contains("(listening)"))
        _ = follower.terminate(within: .seconds(2))
    }

    @Test func aTemperatureIsSetWhenAskedForByVoice() async throws {
        let stage = try Stage()
        let climate = try start("climate.py", stage)
        try await stage.start()
        try await stage.wait("the tool at the service") {
            stage.agent.lines[0].plan?.tools?.count == 1
                || stage.agent.words.contains { word in
                    if case .sessionUpdate(let update) = word.event { update.session.tools?.count == 1 } else { false }
                }
        }
        // The person asks; the model understands and calls the tool.
        stage.room.inject(try SpeechFixtures.speech("Set the temperature to twenty one degrees.", rate: 48_000))
        try await stage.listen(milliseconds: 1_500)
        try await stage.agent.call("set_temperature", arguments: #"{"value":21}"#, number: 1)
        try await stage.wait("the new temperature") { climate.standardOutput.contains("temperature is now 21") }
        try await stage.wait("the model's knowledge of it") {
            stage.agent.words.contains { word in
                guard case .itemCreate(let create) = word.event, case .functionCallOutput(let output) = create.item
                else { return false }
                return output.output.text == #"{"ok":true,"value":21}"#
            }
        }
        _ = climate.terminate(within: .seconds(2))
    }

    @Test func theCClientPressesTheButton() async throws {
        let stage = try Stage()
        let folder = try TemporaryFolder("ptt")
        let built = try Program.run([
            "/usr/bin/gcc", "-Wall", "-Werror", "-o", folder.path + "/ptt", Repository.path("Config/examples/ptt.c"),
        ])
        #expect(built.status == 0 && built.errors == "", "\(built.errors)")
        let started = try stage.client.ask("session.start", ["mode": "ptt", "owner": ["on_gone": "keep"]])
        let session = started["session"]?.string ?? ""
        try await stage.wait("the service's consent") { stage.agent.line != nil }
        try await stage.listen(milliseconds: 500)
        func press(_ word: String) throws -> Program.Result {
            try Program.run(
                [folder.path + "/ptt", word, session], environment: ["VOICELIVED_SOCKET": stage.daemon.socket])
        }
        #expect(try press("on").status == 0)
        stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.listen(milliseconds: 2_500)
        #expect(try press("off").status == 0)
        try await stage.wait("the end of the turn at the service") {
            stage.agent.words.contains { if case .audioCommit = $0.event { true } else { false } }
        }
        #expect(Level.peak(stage.agent.lines[0].microphone) > 500)
    }

    /// Every example of the served schema is sent to the real daemon as it stands; both ways are checked by an
    /// independent validator. Methods that end something run last.
    @Test func theSchemasExamplesAreAnsweredAsTheSchemaSays() async throws {
        let stage = try Stage()
        try await stage.start()
        let output = try Python.run(SchemaJudge.script, [stage.daemon.socket, stage.session])
        let counts = output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(counts.first == ControlMethod.allCases.count - 1, "\(output)")
        #expect((counts.last ?? 0) > 25, "\(output)")
    }
}

enum SchemaJudge {
    /// Prints how many examples were sent and how many were answered with a result.
    static let script = """
        import json, socket, sys, jsonschema
        s = socket.socket(socket.AF_UNIX); s.settimeout(30); s.connect(sys.argv[1])
        lines = s.makefile("r", encoding="utf-8")
        def ask(request):
            s.sendall(json.dumps(request).encode() + b"\\n")
            while True:
                message = json.loads(lines.readline())
                if "method" not in message: return message
        document = ask({"id": 0, "method": "rpc.discover"})["result"]
        codes = {e["code"] for e in document["x-errors"]}
        def validator(schema):
            jsonschema.Draft7Validator.check_schema(schema); return jsonschema.Draft7Validator(schema)
        last = ["session.stop", "daemon.doctor"]
        # An avatar's answer would be waited for until its deadline: the scripted service has none.
        session = {"session.avatar.connect": None}
        sent = answered = 0
        for method in sorted(document["methods"], key=lambda m: m["name"] in last):
            params = {"type": "object", "additionalProperties": False,
                "properties": {p["name"]: p["schema"] for p in method["params"]},
                "required": [p["name"] for p in method["params"] if p["required"]]}
            for example in method["examples"]:
                values = {p["name"]: p["value"] for p in example["params"]}
                if "session" in values and method["name"] not in session: values["session"] = sys.argv[2]
                values.pop("lease", None) if method["name"] != "session.attach" else None
                validator(params).validate(values)
                if method["name"] == "tap.stream": continue
                reply = ask({"id": 1, "method": method["name"], "params": values}); sent += 1
                if "result" in reply:
                    validator(method["result"]["schema"]).validate(reply["result"]); answered += 1
                else:
                    assert reply["error"]["code"] in codes, (method["name"], reply)
                    assert reply["error"]["code"] != -32603, (method["name"], reply)
                    print(method["name"], reply["error"]["data"]["code"], file=sys.stderr)
        print(sent, answered)
        """
}
