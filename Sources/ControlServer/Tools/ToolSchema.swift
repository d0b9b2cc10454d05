import ControlProtocol

/// The subset of JSON Schema that a tool may describe its arguments with. No references, no recursion, no regular
/// expressions from clients.
enum ToolSchema {
    private static let allowed = [
        "type", "description", "properties", "required", "enum", "items", "minimum", "maximum", "minLength",
        "maxLength", "minItems", "maxItems", "additionalProperties",
    ]

    static func parse(_ parameters: JSONObject, at field: String) throws(ControlError) -> Schema {
        let schema = try schema(.object(parameters), at: field)
        guard schema.kind == .object else { throw refused("the parameters of a tool are an object", field + "/type") }
        return schema
    }

    private static func schema(_ value: JSONValue, at field: String) throws(ControlError) -> Schema {
        guard let object = value.object else { throw refused("must be an object", field) }
        if let stranger = object.members.first(where: { !allowed.contains($0.name) }) {
            throw refused("\"\(stranger.name.cut(toBytes: 64))\" is not supported", field)
        }
        guard let word = object["type"]?.string, let kind = Schema.Kind(rawValue: word), kind != .any else {
            throw refused("must be boolean, integer, number, string, array or object", field + "/type")
        }
        var schema = Schema(kind)
        schema.about = object["description"]?.string ?? ""
        schema.choices = try list(object["enum"], at: field + "/enum")
        schema.minimum = try bound(object["minimum"], at: field + "/minimum")
        schema.maximum = try bound(object["maximum"], at: field + "/maximum")
        schema.minLength = try size(object["minLength"], at: field + "/minLength")
        schema.maxLength = try size(object["maxLength"], at: field + "/maxLength")
        schema.minItems = try size(object["minItems"], at: field + "/minItems")
        schema.maxItems = try size(object["maxItems"], at: field + "/maxItems")
        if let items = object["items"] { schema.items = try Self.schema(items, at: field + "/items") }
        if kind == .object { try readMembers(of: object, into: &schema, at: field) }
        return schema
    }

    private static func readMembers(
        of object: JSONObject, into schema: inout Schema, at field: String
    ) throws(ControlError) {
        let required = try list(object["required"], at: field + "/required").map { (name) throws(ControlError) in
            guard let name = name.string else { throw refused("must hold names", field + "/required") }
            return name
        }
        // As JSON Schema has it: what is not described is allowed unless the tool says otherwise.
        schema.isOpen = object["additionalProperties"]?.bool ?? true
        guard let members = (object["properties"] ?? .object(JSONObject())).object else {
            throw refused("must be an object", field + "/properties")
        }
        for member in members.members {
            let shape = try Self.schema(member.value, at: field + "/properties/" + member.name)
            schema.properties.append(
                Schema.Property(member.name, shape, isRequired: required.contains(member.name)))
        }
        if let missing = required.first(where: { members[$0] == nil }) {
            throw refused("\"\(missing.cut(toBytes: 64))\" is not among the properties", field + "/required")
        }
    }

    private static func list(_ value: JSONValue?, at field: String) throws(ControlError) -> [JSONValue] {
        guard let value else { return [] }
        guard let elements = value.array else { throw refused("must be an array", field) }
        return elements
    }

    private static func bound(_ value: JSONValue?, at field: String) throws(ControlError) -> Double? {
        guard let value else { return nil }
        guard let number = value.double else { throw refused("must be a number", field) }
        return number
    }

    private static func size(_ value: JSONValue?, at field: String) throws(ControlError) -> Int? {
        guard let value else { return nil }
        guard let number = value.wholeNumber, number >= 0 else {
            throw refused("must be a whole number of at least 0", field)
        }
        return Int(number)
    }

    static func refused(_ problem: String, _ field: String) -> ControlError {
        var error = ControlError(.toolSchema, "\(field) \(problem)")
        error.field = field
        return error
    }
}
