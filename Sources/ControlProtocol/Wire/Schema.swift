/// The shape of one value: the subset of JSON Schema that the socket, its documents and its tools share.
///
/// The same value checks requests, is printed by `rpc.discover`, and checks a tool's arguments, so the three cannot differ.
package struct Schema: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case any, boolean, integer, number, string, array, object
    }

    package struct Property: Equatable, Sendable {
        package var name: String
        package var schema: Schema
        package var isRequired: Bool

        package init(_ name: String, _ schema: Schema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    package var kind: Kind
    package var about = ""
    /// The only values allowed, when there are any.
    package var choices: [JSONValue] = []
    /// Bounds of a number.
    package var minimum: Double?
    package var maximum: Double?
    /// Bounds of a string, in bytes of UTF-8 where the socket sets them and in characters where a tool does.
    package var minLength: Int?
    package var maxLength: Int?
    package var minItems: Int?
    package var maxItems: Int?
    /// Bytes of the value written as JSON.
    package var maxBytes: Int?
    /// Null is allowed too.
    package var isNullable = false
    package var properties: [Property] = []
    /// Members that `properties` does not name are allowed.
    package var isOpen = false
    /// What a missing member means.
    package var fallback: JSONValue?
    /// What every element looks like: none or one, an array only because a struct cannot hold itself.
    private var elements: [Schema] = []

    package init(_ kind: Kind) {
        self.kind = kind
    }

    package var items: Schema? {
        get { elements.first }
        set { elements = newValue.map { [$0] } ?? [] }
    }

    package static let any = Schema(.any)

    package static func array(of items: Schema) -> Schema {
        var schema = Schema(.array)
        schema.items = items
        return schema
    }
}
