import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// The example clients that people copy, against a real socket, and the schema's own examples, judged by others.
@Suite struct ExamplesLiveTests {
    private func example(_ name: String) -> String { Repository.path("Config/examples/" + name) }

    @Test func theShellClientPrintsStateAndSession() throws {
        let live = try LiveServer()
        let first = try Program.run([example("status.sh")], environment: ["VOICELIVED_SOCKET": live.path], seconds: 20)
        #expect(first.output == "idle, sound card running, link up\ns-1\n")
        #expect(first.errors == "")
        let second = try Program.run([example("status.sh")], environment: ["VOICELIVED_SOCKET": live.path], seconds: 20)
        #expect(second.output.hasSuffix("use on_busy \"queue\", or ask the owner\n"))
    }

    @Test func thePythonClientPrintsWhatIsSaid() throws {
        let live = try LiveServer()
        let server = live.server
        let program = Background { [path = live.path] in
            try Program.run(
                [Repository.path("Config/examples/follow.py")], environment: ["VOICELIVED_SOCKET": path], seconds: 20)
        }
        try live.waitForSubscriber()
        server.publish(SessionState(state: .listening), session: "s-1")
        server.publish(SessionTranscript(role: .user, item: "i", text: "Good morning", isFinal: true), session: "s-1")
        _ = try live.client().ask(#"{"id":1,"method":"rpc.ping"}"#)
        live.server.stop()
        let result = try program.result()
        #expect(result.output == "following from event 0\n(listening)\nuser: Good morning\n")
    }

    @Test func theClimateClientSetsTheTemperature() throws {
        let live = try LiveServer()
        live.daemon.onTools { [server = live.server] tools in
            guard tools.map(\.name) == ["set_temperature"] else { return }
            server.callTool("t-1", tool: "set_temperature", arguments: #"{"value":21.5}"#, session: "s-1")
        }
        let program = Background { [path = live.path] in
            try Program.run(
                [Repository.path("Config/examples/climate.py")], environment: ["VOICELIVED_SOCKET": path], seconds: 20)
        }
        try live.waitForAnswer("t-1")
        live.server.stop()
        #expect(try program.result().output == "temperature is now 21.5\n")
        #expect(live.daemon.orders.contains(.toolAnswered(call: "t-1", .output(["ok": true, "value": 21.5]))))
        #expect(
            try Program.read(example("climate.py")).split(separator: "\n", omittingEmptySubsequences: false).count <= 40
        )
    }

    @Test func theCClientPressesAndReleases() throws {
        let live = try LiveServer()
        let session = try #require(
            try live.client().ask(#"{"id":1,"method":"session.start","params":{"owner":{"on_gone":"keep"}}}"#)[
                "result"]?["session"]?.string)
        let binary = live.folder + "/ptt"
        let built = try Program.run(["/usr/bin/gcc", "-Wall", "-Werror", "-o", binary, example("ptt.c")])
        #expect(built.status == 0 && built.errors == "")
        let pressed = try Program.run([binary, "on", session], environment: ["VOICELIVED_SOCKET": live.path])
        #expect(pressed.output == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n")
        #expect(pressed.status == 0)
        let stranger = try Program.run([binary, "off", "s-99"], environment: ["VOICELIVED_SOCKET": live.path])
        #expect(stranger.output.contains("session/unknown"))
        #expect(stranger.status == 1)
        _ = try Program.run(["/usr/bin/rm", binary])
    }

    /// Every example request is sent as it stands in the served schema; what goes out and comes back is checked with
    /// an independent JSON Schema validator.
    @Test func theSchemasExamplesAreValidBothWays() throws {
        let live = try LiveServer()
        let output = try Python.run(
            """
            import json, socket, sys, jsonschema
            s = socket.socket(socket.AF_UNIX); s.settimeout(10); s.connect(sys.argv[1]); lines = s.makefile("r", encoding="utf-8")
            def ask(request):
                s.sendall(json.dumps(request).encode() + b"\\n")
                while True:
                    message = json.loads(lines.readline())
                    if "method" not in message: return message
            document = ask({"id": 0, "method": "rpc.discover"})["result"]
            codes = {e["code"] for e in document["x-errors"]}
            sent = answered = 0
            def validator(schema):
                jsonschema.Draft7Validator.check_schema(schema); return jsonschema.Draft7Validator(schema)
            for method in document["methods"]:
                params = {"type": "object", "additionalProperties": False,
                    "properties": {p["name"]: p["schema"] for p in method["params"]},
                    "required": [p["name"] for p in method["params"] if p["required"]]}
                for example in method["examples"]:
                    values = {p["name"]: p["value"] for p in example["params"]}
                    validator(params).validate(values)
                    validator(method["result"]["schema"]).validate(example["result"]["value"])
                    if method["name"] == "tap.stream": continue
                    reply = ask({"id": 1, "method": method["name"], "params": values}); sent += 1
                    if "result" in reply: validator(method["result"]["schema"]).validate(reply["result"]); answered += 1
                    else:
                        assert reply["error"]["code"] in codes, reply
                        no_such = method["name"] in ("tap.close", "events.unsubscribe")  # the example's tap is not there
                        assert no_such or reply["error"]["code"] not in (-32602, -32603, -32600), reply
            for topic in document["x-topics"]: validator(topic["data"]).validate(topic["example"])
            print(sent, answered)
            """, [live.path])
        let counts = output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(counts[0] == ControlMethod.allCases.count - 1)
        #expect(counts[1] > 15)
    }
}
