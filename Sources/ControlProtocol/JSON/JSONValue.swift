/// One JSON value as it stood on the wire.
///
/// A number without fraction or exponent that fits 64 bits is an `integer`; every other number, and `-0`, is a `number`.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The whole number this is, also when it was written as `1.0`; nil beyond ±(2^53 − 1).
    package var wholeNumber: Int64? {
        switch self {
        case .integer(let value): abs(value.clamped) <= JSONLimits.largestInteger ? value : nil
        case .number(let value):
            value.rounded(.towardZero) == value && abs(value) <= Double(JSONLimits.largestInteger) ? Int64(value) : nil
        default: nil
        }
    }

    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The member `name` when this is an object that has it.
    package subscript(name: String) -> JSONValue? { object?[name] }
}

extension Int64 {
    /// Itself, but never `min`, whose magnitude does not exist.
    fileprivate var clamped: Int64 { Swift.max(self, -Int64.max) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }
}
