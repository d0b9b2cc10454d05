import ControlProtocol
import ControlTestSupport
import Testing

/// The golden copy is what has been promised: the schema may only grow from it.
@Suite struct GoldenSchemaTests {
    private let golden: JSONValue

    init() throws {
        let text = try Program.read(Repository.path("Tests/ControlProtocolTests/Golden/openrpc.json"))
        var limits = JSONLimits.reply
        limits.bytes = 8 << 20
        golden = try JSONParser.parse(Array(text.utf8), limits: limits)
    }

    @Test func theSchemaHasOnlyGrown() {
        #expect(SchemaChange.breaks(from: golden, to: .object(SchemaDocument.openRPC)) == [])
    }

    /// A release makes its additions a promise: `voicelivectl schema > Tests/ControlProtocolTests/Golden/openrpc.json`.
    @Test func theGoldenCopyIsOfTheSameMajorVersion() {
        #expect(golden["info"]?["version"]?.string?.hasPrefix("\(ProtocolVersion.major).") ?? false)
    }

    // MARK: The rule itself

    private func breaks(_ change: (inout JSONValue) -> Void) -> [String] {
        var changed = golden
        change(&changed)
        return SchemaChange.breaks(from: golden, to: changed)
    }

    private func editMethod(_ name: String, _ body: (inout JSONObject) -> Void) -> [String] {
        breaks { document in
            guard var object = document.object, var methods = object["methods"]?.array,
                let place = methods.firstIndex(where: { $0["name"]?.string == name }),
                var method = methods[place].object
            else { return }
            body(&method)
            methods[place] = .object(method)
            object["methods"] = .array(methods)
            document = .object(object)
        }
    }

    @Test func aRemovedMethodBreaks() {
        #expect(
            breaks { document in
                var object = document.object ?? JSONObject()
                object["methods"] = .array(Array(object["methods"]?.array?.dropFirst() ?? []))
                document = .object(object)
            }.count == 1)
    }

    @Test func aNewRequiredParameterBreaksAndAnOptionalOneDoesNot() {
        let added: (Bool) -> JSONValue = { ["name": "extra", "required": .bool($0), "schema": ["type": "string"]] }
        for isRequired in [true, false] {
            let found = editMethod("rpc.ping") { method in
                method["params"] = .array((method["params"]?.array ?? []) + [added(isRequired)])
            }
            #expect(found.count == (isRequired ? 1 : 0))
        }
    }

    @Test func aRemovedResultMemberBreaks() {
        #expect(!editMethod("rpc.ping") { $0["result"] = ["name": "result", "schema": ["type": "object"]] }.isEmpty)
    }

    @Test func aNarrowedTypeOrEnumBreaks() {
        let mode: (JSONValue) -> JSONValue = { ["name": "mode", "required": false, "schema": $0] }
        func change(_ schema: JSONValue) -> [String] {
            editMethod("session.start") { method in
                method["params"] = .array(
                    (method["params"]?.array ?? []).map {
                        $0["name"] == "mode" ? mode(schema) : $0
                    })
            }
        }
        #expect(!change(["type": "string", "enum": ["vad"]]).isEmpty)
        #expect(!change(["type": "integer"]).isEmpty)
        #expect(change(["type": "string", "enum": ["vad", "ptt", "text", "x_new"], "default": "vad"]).isEmpty)
        #expect(!change(["type": "string", "enum": ["vad", "ptt", "text"], "default": "ptt"]).isEmpty)
    }

    @Test func aHigherRoleBreaks() {
        #expect(!editMethod("rpc.ping") { $0["x-role"] = "admin" }.isEmpty)
    }
}
