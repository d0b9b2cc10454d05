/// Objects that say by `type` which of several shapes they have.
enum TypedObject {
    /// Splits an object into its type and its other members.
    static func split(_ json: JSONValue) throws(WireError) -> (type: String, members: JSONObject) {
        guard case .object(var members) = json else { throw .expected("an object", found: json) }
        guard let type = members.take("type") else { throw .unreadable("missing").inside("type") }
        guard case .string(let word) = type else { throw .expected("a string", found: type).inside("type") }
        return (word, members)
    }
}
