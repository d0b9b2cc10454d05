/// Whether the model must use a tool, and which.
package enum ToolChoice: Hashable, Sendable {
    case auto
    case none
    case required
    /// This function and no other.
    case function(String)
    /// A form we do not know, kept whole.
    case other(JSONValue)
}

extension ToolChoice: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        switch json {
        case "auto": self = .auto
        case "none": self = .none
        case "required": self = .required
        case .string(let name): self = .function(name)
        case .object(let members):
            // One page of the service's prints the name inside a `function` object.
            let name = members["name"]?.string ?? members["function"]?["name"].string
            if members["type"] == "function", let name { self = .function(name) } else { self = .other(json) }
        default: throw .expected("a string or an object", found: json)
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        switch self {
        case .auto: "auto"
        case .none: "none"
        case .required: "required"
        case .function(let name):
            context.dialect == .openAIBeta ? .string(name) : ["type": "function", "name": .string(name)]
        case .other(let json): json
        }
    }
}
