/// A word from a list that the service may lengthen any day: unknown words survive and can be compared.
package protocol OpenName: WireValue, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension OpenName {
    package init(stringLiteral word: String) {
        self.init(rawValue: word)
    }

    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        self.init(rawValue: try String(json: json, in: &context))
    }

    package func json(in context: inout WireContext) -> JSONValue { .string(rawValue) }

    package var description: String { rawValue }
}
