/// A value that is read from and written to JSON in any dialect.
package protocol WireValue: Hashable, Sendable {
    init(json: JSONValue, in context: inout WireContext) throws(WireError)

    /// Writing never fails: what the dialect cannot say is left out and named in `context.omitted`.
    func json(in context: inout WireContext) -> JSONValue

    /// False for a value the dialect has no word for; it is then left out like an unknown field.
    func exists(in dialect: Dialect) -> Bool
}

extension WireValue {
    package func exists(in dialect: Dialect) -> Bool { true }
}

extension JSONValue: WireValue {
    package init(json: JSONValue, in context: inout WireContext) { self = json }

    package func json(in context: inout WireContext) -> JSONValue { self }
}

extension JSONObject: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .object(let members) = json else { throw .expected("an object", found: json) }
        self = members
    }

    package func json(in context: inout WireContext) -> JSONValue { .object(self) }
}

extension String: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .string(let text) = json else { throw .expected("a string", found: json) }
        self = text
    }

    package func json(in context: inout WireContext) -> JSONValue { .string(self) }
}

extension PrivateText: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        self.init(try String(json: json, in: &context))
    }

    package func json(in context: inout WireContext) -> JSONValue { .string(text) }
}

extension Secret: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        self.init(try String(json: json, in: &context))
    }

    package func json(in context: inout WireContext) -> JSONValue { .string(value) }
}

extension Bool: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .bool(let value) = json else { throw .expected("a boolean", found: json) }
        self = value
    }

    package func json(in context: inout WireContext) -> JSONValue { .bool(self) }
}

extension Int: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard let value = json.int else { throw .expected("a whole number", found: json) }
        self = value
    }

    package func json(in context: inout WireContext) -> JSONValue { .integer(Int64(self)) }
}

extension Double: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        switch json {
        case .integer(let value): self = Double(value)
        case .number(let value): self = value
        default: throw .expected("a number", found: json)
        }
    }

    package func json(in context: inout WireContext) -> JSONValue { .number(self) }
}

extension Array: WireValue where Element: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .array(let elements) = json else { throw .expected("an array", found: json) }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do { append(try Element(json: element, in: &context)) } catch { throw error.inside(String(index)) }
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        var elements: [JSONValue] = []
        elements.reserveCapacity(count)
        for (index, element) in enumerated() {
            if element.exists(in: context.dialect) {
                elements.append(element.json(in: &context))
            } else {
                context.omitted.append(String(index))
            }
        }
        return .array(elements)
    }
}

extension Dictionary: WireValue where Key == String, Value: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .object(let object) = json else { throw .expected("an object", found: json) }
        self = [:]
        for member in object.members {
            do { self[member.name] = try Value(json: member.value, in: &context) } catch {
                throw error.inside(member.name)
            }
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        var object = JSONObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) { object.append(name, value.json(in: &context)) }
        return .object(object)
    }
}
