/// Any JSON value: what this module does not model is kept in this shape and written back unchanged.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A whole number too wide for 64 bits, kept as the digits that were read.
    case wideInteger(String)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The members of an object; nil for any other kind.
    package var object: JSONObject? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of an array; nil for any other kind.
    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The text of a string; nil for any other kind.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number as an `Int` when it is a whole one; nil otherwise.
    package var int: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        // Beyond 2^53 a number with a decimal point no longer tells whole numbers apart.
        case .number(let value) where value.magnitude < 9e15: Double(Int(value)) == value ? Int(value) : nil
        default: nil
        }
    }

    /// The kind in words, for error messages.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .wideInteger, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The value of `name` in an object; null where there is none.
    package subscript(name: String) -> JSONValue {
        object?[name] ?? .null
    }
}

// What was said may stand inside a raw value, so printing one tells its shape and nothing of its content.
extension JSONValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .array(let elements): "‹array of \(elements.count)›"
        case .object(let members): members.description
        default: "‹\(kindName)›"
        }
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        var members = JSONObject()
        for (name, value) in elements { members[name] = value }
        self = .object(members)
    }
}
