/// An object with known members.
package protocol WireRecord: WireType {
    static var record: Record<Self> { get }
}

extension WireRecord {
    package static var schema: Schema { record.schema }

    package init(wire: JSONValue) throws(WireFault) {
        guard let object = wire.object else { throw WireFault(expected: "object", found: wire) }
        self = try Self.record.decode(object)
    }

    package var wire: JSONValue { .object(Self.record.encode(self)) }
}

/// One member of a record: its name, how to read it out of the record, what it means and which values it takes.
package struct Field<Root, Value: WireType>: Sendable {
    let name: String
    let read: @Sendable (Root) -> Value
    let fallback: Value?
    let schema: Schema

    /// `in` bounds a number, or the bytes of a string, or the elements of an array.
    package init(
        _ name: String, _ read: @escaping @Sendable (Root) -> Value, _ about: String, default fallback: Value? = nil,
        in range: ClosedRange<Int>? = nil, maxBytes: Int? = nil
    ) {
        self.name = name
        self.read = read
        self.fallback = fallback
        var schema = Value.schema
        schema.about = about
        schema.fallback = fallback?.wire
        schema.maxBytes = maxBytes ?? schema.maxBytes
        if let range { schema.bound(range) }
        self.schema = schema
    }

    var property: Schema.Property {
        Schema.Property(name, schema, isRequired: fallback == nil && Value.absent == nil)
    }

    func decode(_ object: JSONObject) throws(WireFault) -> Value {
        guard let value = object[name] else {
            if let value = fallback ?? Value.absent { return value }
            throw WireFault(expected: schema.expectation, problem: "is missing").inside(name)
        }
        do { return try Value(wire: value) } catch { throw error.inside(name) }
    }

    func encode(_ root: Root, into object: inout JSONObject) {
        let value = read(root).wire
        if value == .null && Value.absent != nil { return }
        object.append(name, value)
    }
}

extension Schema {
    fileprivate mutating func bound(_ range: ClosedRange<Int>) {
        switch kind {
        case .string: (minLength, maxLength) = (range.lowerBound, range.upperBound)
        case .array: (minItems, maxItems) = (range.lowerBound, range.upperBound)
        default: (minimum, maximum) = (Double(range.lowerBound), Double(range.upperBound))
        }
    }
}

/// The description of a record: its initialiser and its fields in the initialiser's order.
package struct Record<Root>: Sendable {
    package let schema: Schema
    let decode: @Sendable (JSONObject) throws(WireFault) -> Root
    let encode: @Sendable (Root) -> JSONObject

    package init<each Value: WireType>(
        _ make: @escaping @Sendable (repeat each Value) -> Root, _ fields: repeat Field<Root, each Value>
    ) {
        var schema = Schema(.object)
        for field in repeat each fields { schema.properties.append(field.property) }
        self.schema = schema
        decode = { (object: JSONObject) throws(WireFault) -> Root in
            make(repeat try (each fields).decode(object))
        }
        encode = { root in
            var object = JSONObject()
            for field in repeat each fields { field.encode(root, into: &object) }
            return object
        }
    }
}

/// An object without members: the parameters or result of a method that has none.
package struct Nothing: WireRecord, Equatable {
    package init() {}
    package static let record = Record(Nothing.init)
}
