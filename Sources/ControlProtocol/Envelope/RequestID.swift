/// What a client calls its request: a string of at most 64 bytes, or a whole number within ±(2^53 − 1).
package enum RequestID: Hashable, Sendable {
    case string(String)
    case integer(Int64)

    /// Nil when the value cannot be an id.
    package init?(_ value: JSONValue) {
        switch value {
        case .string(let text) where text.utf8.count <= 64 && !text.utf8.contains(0): self = .string(text)
        case .integer(let number) where value.wholeNumber != nil: self = .integer(number)
        default: return nil
        }
    }

    package var wire: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        }
    }
}
