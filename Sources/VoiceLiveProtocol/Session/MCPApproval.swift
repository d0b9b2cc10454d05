/// Which tool calls of the service need the client's consent.
package enum MCPApproval: Hashable, Sendable {
    case always
    case never
    case byTool(always: [String], never: [String])
    /// A form we do not know, kept whole.
    case other(JSONValue)
}

extension MCPApproval: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        switch json {
        case "always": self = .always
        case "never": self = .never
        case .object(let members):
            guard let always = Self.names(members["always"]), let never = Self.names(members["never"]) else {
                self = .other(json)
                return
            }
            self = .byTool(always: always, never: never)
        default: self = .other(json)
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        switch self {
        case .always: return "always"
        case .never: return "never"
        case .other(let json): return json
        case .byTool(let always, let never):
            var members = JSONObject()
            for (word, names) in [("never", never), ("always", always)] where !names.isEmpty {
                let list = JSONValue.array(names.map { .string($0) })
                members[word] = context.dialect.isVoiceLive ? list : ["tool_names": list]
            }
            return .object(members)
        }
    }

    /// Voice Live writes a list, OpenAI an object with `tool_names`.
    private static func names(_ json: JSONValue?) -> [String]? {
        guard let json else { return [] }
        guard let list = json.array ?? json["tool_names"].array else { return nil }
        let names = list.compactMap(\.string)
        return names.count == list.count ? names : nil
    }
}
