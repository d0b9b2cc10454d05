/// How long an answer may become.
package enum TokenLimit: Hashable, Sendable {
    /// 1 to 4096.
    case tokens(Int)
    case unlimited
}

extension TokenLimit: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        if json == "inf" {
            self = .unlimited
        } else if let count = json.int {
            self = .tokens(count)
        } else {
            throw .unreadable("expected a whole number or \"inf\"")
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        switch self {
        case .tokens(let count): .integer(Int64(count))
        case .unlimited: "inf"
        }
    }
}
