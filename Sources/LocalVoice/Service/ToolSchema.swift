import VoiceLiveProtocol

/// What a tool's JSON schema says of its parameters, as far as a grammar can hear them.
enum ToolSchema {
    static func description(of tool: FunctionTool) -> ToolDescription {
        let required = Set((tool.parameters?["required"].array ?? []).compactMap(\.string))
        let properties = tool.parameters?["properties"].object?.members ?? []
        let parameters = properties.prefix(32).map { member in
            ToolDescription.Parameter(
                name: member.name, kind: kind(of: member.value), isRequired: required.contains(member.name),
                standard: standard(of: member.value))
        }
        return ToolDescription(name: tool.name, description: tool.description ?? "", parameters: parameters)
    }

    private static func kind(of schema: JSONValue) -> ToolDescription.Kind {
        let choices = (schema["enum"].array ?? []).compactMap(\.string)
        if !choices.isEmpty, choices.count <= 200 { return .choice(choices) }
        switch schema["type"].string {
        case "integer", "number":
            let low = max(-99, schema["minimum"].int ?? 0)
            let high = min(999, schema["maximum"].int ?? 100)
            return low <= high ? .number(low...high) : .unsayable
        case "boolean": return .truth
        default: return .unsayable
        }
    }

    private static func standard(of schema: JSONValue) -> SlotValue? {
        switch schema["default"] {
        case .string(let text): .text(text)
        case .bool(let truth): .truth(truth)
        case let value: value.int.map(SlotValue.number)
        }
    }

    /// `{"unit":"fahrenheit","value":68}`, in the order of the names.
    static func arguments(_ values: [String: SlotValue]) -> String {
        var object = JSONObject()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            object[name] =
                switch value {
                case .number(let number): .integer(Int64(number))
                case .text(let text): .string(text)
                case .truth(let truth): .bool(truth)
                }
        }
        var writer = JSONWriter()
        writer.write(object)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What a tool answered. Text that is no JSON is what to say.
    static func output(_ text: String) -> ToolOutput {
        guard let json = try? JSONValue(parsing: Array(text.utf8)) else {
            return ToolOutput(spoken: text.isEmpty ? nil : text)
        }
        guard let members = json.object?.members else { return ToolOutput(spoken: spoken(json)) }
        let named = Dictionary(
            members.compactMap { member in spoken(member.value).map { (member.name, $0) } }, uniquingKeysWith: { $1 })
        let said = ["spoken", "message", "text", "answer"].lazy.compactMap { named[$0] }.first
        let isFailure = json["error"] != .null || json["ok"] == false || json["success"] == false
        return ToolOutput(spoken: said, members: named, isFailure: isFailure)
    }

    private static func spoken(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let truth): truth ? "on" : "off"
        case .integer(let number): String(number)
        case .number(let number):
            Double(Int(exactly: number.rounded()) ?? 0) == number ? String(Int(number)) : String(number)
        default: nil
        }
    }
}
