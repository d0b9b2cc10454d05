import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Tools over a real socket, good and bad.
@Suite struct ToolsLiveTests {
    private let register =
        #"{"id":1,"method":"tool.register","params":{"tools":[{"name":"set_temperature","description":"d","parameters":{"type":"object","properties":{"value":{"type":"number"}},"required":["value"]},"timeout_ms":200}]}}"#

    private func outcome(_ live: LiveServer, _ call: String) throws -> ToolOutcome {
        let deadline = LineClient.now + 5
        while LineClient.now < deadline {
            for order in live.daemon.orders {
                if case .toolAnswered(call, let outcome) = order { return outcome }
            }
            _ = try live.client().ask(#"{"id":1,"method":"rpc.ping"}"#)
        }
        throw LineClient.Trouble(description: "no outcome")
    }

    @Test func aVoiceCommandReachesTheClientAndItsAnswerTheModel() throws {
        let live = try LiveServer()
        let client = try live.client()
        #expect(try client.ask(register)["result"]?["accepted"] == [["name": "set_temperature"]])
        live.server.callTool("t-1", tool: "set_temperature", arguments: #"{"value":21}"#, session: "s-1")
        let call = try client.notification("tool.call")["params"]
        #expect(call?["session"] == "s-1")
        #expect(call?["data"]?["arguments"] == ["value": 21])
        #expect(
            try client.fault(#"{"id":2,"method":"tool.result","params":{"call":"t-1","output":{"ok":true}}}"#) == nil)
        #expect(try outcome(live, "t-1") == .output(["ok": true]))
        #expect(
            try client.fault(#"{"id":3,"method":"tool.result","params":{"call":"t-1","output":"again"}}"#)
                == "tool/unknown_call")
    }

    @Test func aResultAfterTheDeadlineIs6003AndTheModelWasTold() throws {
        let live = try LiveServer()
        let client = try live.client()
        _ = try client.ask(register)
        live.server.callTool("t-1", tool: "set_temperature", arguments: #"{"value":21}"#, session: "s-1")
        _ = try client.notification("tool.call")
        #expect(try client.notification("tool.cancel")["params"]?["data"]?["reason"] == "timeout")
        #expect(
            try client.fault(#"{"id":2,"method":"tool.result","params":{"call":"t-1","output":"late"}}"#)
                == "tool/timeout")
        guard case .failure("tool/timeout", _) = try outcome(live, "t-1") else {
            Issue.record("the model was not told")
            return
        }
    }

    @Test func aResultForAStrangersCallIs2004() throws {
        let live = try LiveServer()
        let client = try live.client()
        _ = try client.ask(register)
        live.server.callTool("t-1", tool: "set_temperature", arguments: #"{"value":21}"#, session: "s-1")
        #expect(
            try live.client().fault(#"{"id":2,"method":"tool.result","params":{"call":"t-1","output":"x"}}"#)
                == "auth/not_owner")
    }

    @Test func aTenMegabyteResultIs1001() throws {
        let client = try LiveServer().client()
        let output = String(repeating: "x", count: 10 << 20)
        client.send(line: #"{"id":1,"method":"tool.result","params":{"call":"t-1","output":"\#(output)"}}"#)
        #expect(try client.read()?["error"]?["code"] == 1_001)
    }

    @Test func aKilledOwnerIsToldOfToTheModel() throws {
        let live = try LiveServer()
        let client = try live.client()
        _ = try client.ask(register)
        live.server.callTool("t-1", tool: "set_temperature", arguments: #"{"value":21}"#, session: "s-1")
        _ = try client.notification("tool.call")
        client.hangUp()
        guard case .failure("tool/gone", _) = try outcome(live, "t-1") else {
            Issue.record("the model was not told")
            return
        }
    }

    @Test(arguments: [
        ##"{"type":"object","properties":{"a":{"$ref":"#"}}}"##,
        #"{"type":"object","properties":{"a":{"type":"string","pattern":"(a+)+$"}}}"#,
    ])
    func aSchemaOutsideTheSubsetIs6001(_ parameters: String) throws {
        let line =
            #"{"id":1,"method":"tool.register","params":{"tools":[{"name":"t","description":"d","parameters":\#(parameters)}]}}"#
        #expect(try LiveServer().client().fault(line) == "tool/schema")
    }

    @Test func aMegabyteSchemaIs1001() throws {
        let client = try LiveServer().client()
        let pattern = String(repeating: "a", count: 1 << 20)
        client.send(
            line: #"{"id":1,"method":"tool.register","params":{"tools":[{"name":"t","description":"\#(pattern)"}]}}"#)
        #expect(try client.read()?["error"]?["code"] == 1_001)
    }
}
