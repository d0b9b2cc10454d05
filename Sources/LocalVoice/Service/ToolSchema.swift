import VoiceLiveProtocol

/// What a tool's JSON schema says of its parameters, as far as a grammar can hear them.
enum ToolSchema {
    static func description(of tool: FunctionTool) -> ToolDescription {
        let required = Set((tool.parameters?["required"].array ?? []).compactMap(\.string))
        let properties = tool.parameters?["properties"].object?.members
        let parameters = (properties ?? []).prefix(32).map { member in
            var parameter = ToolDescription.Parameter(
                name: member.name, kind: kind(of: member.value), isRequired: required.contains(member.name),
                standard: standard(of: member.value))
            (parameter.least, parameter.most) = (least(of: member.value), most(of: member.value))
            return parameter
        }
        var description = ToolDescription(
            name: tool.name, description: tool.description ?? "", parameters: parameters)
        description.namesParameters = properties != nil
        return description
    }

    private static func kind(of schema: JSONValue) -> ToolDescription.Kind {
        let values = schema["enum"].array ?? []
        let choices = values.compactMap(\.string)
        if !choices.isEmpty { return choices.count <= mostValues ? .choice(choices) : .unsayable }
        switch typeName(of: schema) {
        case "integer", "number":
            let numbers = values.compactMap(\.int).filter { sayable.contains($0) }
            if !values.isEmpty {
                return numbers.isEmpty || numbers.count > mostValues ? .unsayable : .numbers(numbers)
            }
            let low = max(sayable.lowerBound, least(of: schema) ?? 0)
            let high = min(sayable.upperBound, most(of: schema) ?? 100)
            return low <= high ? .number(low...high) : .unsayable
        case "boolean": return .truth
        case "string": return .text
        case nil where schema["type"] == .null: return .anything
        default: return .unsayable
        }
    }

    private static let mostValues = 200
    /// Numbers that a grammar lists word by word.
    static let sayable = -99...999

    /// `["number", "null"]` is a number.
    private static func typeName(of schema: JSONValue) -> String? {
        if let name = schema["type"].string { return name }
        let names = (schema["type"].array ?? []).compactMap(\.string).filter { $0 != "null" }
        return names.count == 1 ? names[0] : nil
    }

    private static func least(of schema: JSONValue) -> Int? {
        whole(schema["minimum"], .up) ?? whole(schema["exclusiveMinimum"], .down).map { $0 + 1 }
    }

    private static func most(of schema: JSONValue) -> Int? {
        whole(schema["maximum"], .down) ?? whole(schema["exclusiveMaximum"], .up).map { $0 - 1 }
    }

    private static func whole(_ value: JSONValue, _ rule: FloatingPointRoundingRule) -> Int? {
        switch value {
        case .integer(let number): Int(exactly: max(-1_000_000, min(1_000_000, number)))
        case .number(let number): Int(exactly: max(-1e6, min(1e6, number)).rounded(rule))
        default: nil
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
