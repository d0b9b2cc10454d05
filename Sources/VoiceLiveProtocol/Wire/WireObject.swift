/// A JSON object of the protocol. One function, `map`, says both how it is read and how it is written.
package protocol WireObject: WireValue {
    /// The value before anything was read.
    init()

    /// Members that we do not model: kept when reading, laid over ours when writing.
    var extra: JSONObject { get set }

    /// Names each field once. When reading, the fields are filled; when writing, they are copied out.
    mutating func map(_ fields: inout FieldMap) throws(WireError)
}

extension WireObject {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        guard case .object(let members) = json else { throw .expected("an object", found: json) }
        try self.init(members: members, in: &context)
    }

    package func json(in context: inout WireContext) -> JSONValue {
        .object(members(in: &context))
    }

    init(members: JSONObject, in context: inout WireContext) throws(WireError) {
        self.init()
        var fields = FieldMap(reading: members, in: context)
        try map(&fields)
        context = fields.context
        extra = fields.members
    }

    /// The object's members; with the discriminator `type` first when one is given.
    func members(type: String? = nil, in context: inout WireContext) -> JSONObject {
        var copy = self
        var fields = FieldMap(writing: type, in: context)
        do { try copy.map(&fields) } catch { fields.context.omitted.append(error.description) }
        context = fields.context
        var members = fields.members
        members.merge(extra)
        return members
    }
}
