/// A type with one description that decodes it, encodes it and is its schema.
package protocol WireType: Sendable {
    static var schema: Schema { get }
    /// What a missing member means; nil when it must be there.
    static var absent: Self? { get }
    init(wire: JSONValue) throws(WireFault)
    var wire: JSONValue { get }
}

extension WireType {
    package static var absent: Self? { nil }
}

extension String: WireType {
    package static var schema: Schema { Schema(.string) }

    package init(wire: JSONValue) throws(WireFault) {
        guard let text = wire.string else { throw WireFault(expected: "string", found: wire) }
        self = text
    }

    package var wire: JSONValue { .string(self) }
}

extension Bool: WireType {
    package static var schema: Schema { Schema(.boolean) }

    package init(wire: JSONValue) throws(WireFault) {
        guard let flag = wire.bool else { throw WireFault(expected: "boolean", found: wire) }
        self = flag
    }

    package var wire: JSONValue { .bool(self) }
}

extension Int: WireType {
    package static var schema: Schema { Schema(.integer) }

    package init(wire: JSONValue) throws(WireFault) {
        guard let number = wire.wholeNumber else { throw WireFault(expected: "a whole number", found: wire) }
        self = Int(number)
    }

    package var wire: JSONValue { .integer(Int64(self)) }
}

extension Double: WireType {
    package static var schema: Schema { Schema(.number) }

    package init(wire: JSONValue) throws(WireFault) {
        guard let number = wire.double else { throw WireFault(expected: "number", found: wire) }
        self = number
    }

    package var wire: JSONValue { .number(self) }
}

extension Array: WireType where Element: WireType {
    package static var schema: Schema { .array(of: Element.schema) }

    package init(wire: JSONValue) throws(WireFault) {
        guard let elements = wire.array else { throw WireFault(expected: "array", found: wire) }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do { append(try Element(wire: element)) } catch { throw error.inside(String(index)) }
        }
    }

    package var wire: JSONValue { .array(map(\.wire)) }
}

/// A member that may be missing. It is left out when nil, never written as null.
extension Optional: WireType where Wrapped: WireType {
    package static var schema: Schema { Wrapped.schema }
    package static var absent: Self? { .some(nil) }

    package init(wire: JSONValue) throws(WireFault) {
        self = try Wrapped(wire: wire)
    }

    package var wire: JSONValue { self?.wire ?? .null }
}

/// Any JSON at all.
extension JSONValue: WireType {
    package static var schema: Schema { .any }
    package init(wire: JSONValue) throws(WireFault) { self = wire }
    package var wire: JSONValue { self }
}

/// An object whose members the protocol does not know.
extension JSONObject: WireType {
    package static var schema: Schema {
        var schema = Schema(.object)
        schema.isOpen = true
        return schema
    }

    package init(wire: JSONValue) throws(WireFault) {
        guard let object = wire.object else { throw WireFault(expected: "object", found: wire) }
        self = object
    }

    package var wire: JSONValue { .object(self) }
}

/// One word out of a closed list.
package protocol WireWord: WireType, RawRepresentable<String>, CaseIterable {}

extension WireWord {
    package static var schema: Schema {
        var schema = Schema(.string)
        schema.choices = allCases.map { .string($0.rawValue) }
        return schema
    }

    package init(wire: JSONValue) throws(WireFault) {
        guard let text = wire.string, let word = Self(rawValue: text) else {
            throw WireFault(expected: Self.schema.expectation, found: wire)
        }
        self = word
    }

    package var wire: JSONValue { .string(rawValue) }
}
