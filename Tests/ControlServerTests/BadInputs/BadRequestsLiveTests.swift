import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Good JSON that is no good request. The connection stays.
@Suite struct BadRequestsLiveTests {
    private func reply(_ line: String) throws -> JSONValue {
        let client = try LiveServer().client()
        let reply = try client.ask(line)
        #expect(try client.ask(#"{"id":1,"method":"rpc.ping"}"#)["result"] != nil)
        return reply
    }

    private func code(_ line: String) throws -> Int64? { try reply(line)["error"]?["code"]?.wholeNumber }

    @Test(arguments: ["9007199254740992", "9223372036854775808", "18446744073709551616", "1.0", "-0", "1.5"])
    func anIDBeyondExactIntegersIsInvalid(_ id: String) throws {
        let reply = try reply(#"{"id":\#(id),"method":"rpc.ping"}"#)
        #expect(reply["error"]?["code"] == -32_600)
        #expect(reply["id"] == .null)
    }

    @Test(arguments: ["9007199254740991", "-9007199254740991", "0"])
    func theLargestIDsAreServed(_ id: String) throws {
        #expect(try reply(#"{"id":\#(id),"method":"rpc.ping"}"#)["id"] == .integer(Int64(id) ?? -1))
    }

    @Test func anIntegerParameterMayBeWrittenWithAFraction() throws {
        #expect(try code(#"{"id":1,"method":"rpc.hello","params":{"protocol":1.0}}"#) == nil)
        #expect(try code(#"{"id":1,"method":"rpc.hello","params":{"protocol":1.5}}"#) == -32_602)
        #expect(try code(#"{"id":1,"method":"rpc.hello","params":{"protocol":9223372036854775808}}"#) == -32_602)
    }

    @Test(arguments: ["[]", #"[{"id":1,"method":"rpc.ping"}]"#])
    func aBatchIs1003(_ line: String) throws {
        #expect(try code(line) == 1_003)
    }

    @Test(arguments: ["null", "{}", "[]", "true", "\"" + String(repeating: "i", count: 60_000) + "\""])
    func anIDOfAnotherKindIsInvalidWithNullID(_ id: String) throws {
        let reply = try reply(#"{"id":\#(id),"method":"rpc.ping"}"#)
        #expect(reply["error"]?["code"] == -32_600)
        #expect(reply["id"] == .null)
    }

    @Test func aMegabyteIDIsTooLongALine() throws {
        let client = try LiveServer().client()
        client.send(line: "{\"id\":\"" + String(repeating: "i", count: 1 << 20) + "\"}")
        #expect(try client.read()?["error"]?["code"] == 1_001)
    }

    @Test func aMissingEmptyOrUnknownMethodIsRefused() throws {
        #expect(try code(#"{"id":1}"#) == -32_600)
        #expect(try code(#"{"id":1,"method":""}"#) == -32_600)
        #expect(try code(#"{"id":1,"method":7}"#) == -32_600)
        let near = try reply(#"{"id":1,"method":"daemon.statsu"}"#)
        #expect(near["error"]?["code"] == -32_601)
        #expect(near["error"]?["data"]?["hint"] == "did you mean \"daemon.status\"?")
        let long = try reply(#"{"id":1,"method":"\#(String(repeating: "m", count: 10_240))"}"#)
        #expect(long["error"]?["code"] == -32_601)
        #expect(long["error"]?["message"]?.string?.utf8.count ?? .max < 120)
    }

    @Test func parametersOfAnotherShapeNameTheField() throws {
        func field(_ params: String, _ method: String = "audio.volume") throws -> String? {
            let reply = try reply(#"{"id":1,"method":"\#(method)","params":\#(params)}"#)
            #expect(reply["error"]?["code"] == -32_602)
            return reply["error"]?["data"]?["field"]?.string
        }
        #expect(try field("[]") == "")
        #expect(try field("7") == "")
        #expect(try field("null") == "")
        #expect(try field(#"{"dB":1}"#) == "/dB")
        #expect(try field(#"{"db":"loud"}"#) == "/db")
        #expect(try field(#"{"db":1}"#) == "/db")
        #expect(try field(#"{"direction":"input"}"#, "audio.mute") == "/on")
        #expect(try field(#"{"topics":[{"name":"audio.level"},{"nam":1}]}"#, "events.subscribe") == "/topics/1/nam")
    }

    @Test func anUnknownMemberComesWithASuggestion() throws {
        let error = try reply(#"{"id":1,"method":"session.start","params":{"mod":"vad"}}"#)["error"]
        #expect(error?["data"]?["hint"] == "did you mean \"mode\"?")
    }

    @Test func anUnknownMemberHasNoEffect() throws {
        let live = try LiveServer()
        #expect(
            try live.client().fault(#"{"id":1,"method":"session.start","params":{"foo":1}}"#) == "rpc/invalid_params")
        #expect(live.daemon.started.isEmpty)
        #expect(live.daemon.asked == 0)
    }

    @Test(arguments: [#"{"id":1,"result":{}}"#, #"{"id":1,"error":{}}"#, #"{"jsonrpc":"2.0","result":7}"#])
    func repliesFromClientsAreInvalid(_ line: String) throws {
        #expect(try code(line) == -32_600)
    }

    @Test(arguments: [#"{"jsonrpc":"1.0","id":1,"method":"rpc.ping"}"#, #"{"id":1,"method":"rpc.ping","extra":1}"#])
    func aWrongEnvelopeIsInvalid(_ line: String) throws {
        #expect(try code(line) == -32_600)
    }

    @Test func aWrongMajorVersionIs1004WithTheList() throws {
        let error = try reply(#"{"id":1,"method":"rpc.hello","params":{"protocol":2}}"#)["error"]
        #expect(error?["code"] == 1_004)
        #expect(error?["data"]?["supported"] == [["major": 1]])
    }

    @Test(arguments: [
        "../../x", "a/b", ".hidden", "-rf", "_a", "café", "😀", String(repeating: "n", count: 300), "a b", "a\\nb",
    ])
    func aRecordingNameThatCouldBeAPathIs8003(_ name: String) throws {
        #expect(
            try code(#"{"id":1,"method":"record.start","params":{"name":"\#(name)","points":[{"point":"mic.raw"}]}}"#)
                == 8_003)
    }

    @Test func aGoodRecordingNameIsPassedOn() throws {
        let line = #"{"id":1,"method":"record.start","params":{"name":"Hall-1.b","points":[{"point":"mic.raw"}]}}"#
        #expect(try reply(line)["result"]?["file"] == "Hall-1.b.wav")
    }

    @Test func keysThatAreNotForRuntimeStayWithTheDaemonsAnswer() throws {
        #expect(try code(#"{"id":1,"method":"config.set","params":{"path":"endpoint.url","value":"x"}}"#) == 7_002)
        #expect(try code(#"{"id":1,"method":"config.set","params":{"path":"access.admin","value":"x"}}"#) == 7_003)
    }

    @Test func threeKilobytesOfExtAreInvalidParams() throws {
        let ext = #"{"org.example":"\#(String(repeating: "x", count: 3_000))"}"#
        let error = try reply(#"{"id":1,"method":"session.start","params":{"ext":\#(ext)}}"#)["error"]
        #expect(error?["code"] == -32_602)
        #expect(error?["data"]?["field"] == "/ext")
    }

    @Test func textFromStrangersIsStoredAsItIs() throws {
        let live = try LiveServer()
        let client = try live.client()
        let name = #"a\u001b[31m\u202eb\n"#
        _ = try client.ask(#"{"id":1,"method":"rpc.hello","params":{"client":{"name":"\#(name)"}}}"#)
        let clients = try client.ask(#"{"id":2,"method":"daemon.clients"}"#)
        #expect(clients["result"]?["clients"]?.array?.first?["name"] == "a\u{1B}[31m\u{202E}b\n")
    }
}
