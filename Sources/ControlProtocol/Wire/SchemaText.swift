extension Schema {
    /// As JSON Schema. `isStrict` says that unknown members are refused, as requests do; replies may grow.
    package func json(isStrict: Bool) -> JSONValue {
        var out = JSONObject()
        if kind != .any {
            out["type"] = isNullable ? .array([.string(kind.rawValue), "null"]) : .string(kind.rawValue)
        }
        if !about.isEmpty { out["description"] = .string(about) }
        if !choices.isEmpty { out["enum"] = .array(choices) }
        out["minimum"] = minimum.map(Self.number)
        out["maximum"] = maximum.map(Self.number)
        out["minLength"] = minLength.map { .integer(Int64($0)) }
        out["maxLength"] = maxLength.map { .integer(Int64($0)) }
        out["minItems"] = minItems.map { .integer(Int64($0)) }
        out["maxItems"] = maxItems.map { .integer(Int64($0)) }
        out["x-max-bytes"] = maxBytes.map { .integer(Int64($0)) }
        out["items"] = items?.json(isStrict: isStrict)
        if kind == .object { writeMembers(to: &out, isStrict: isStrict) }
        out["default"] = fallback
        return .object(out)
    }

    private func writeMembers(to out: inout JSONObject, isStrict: Bool) {
        var members = JSONObject()
        for property in properties { members[property.name] = property.schema.json(isStrict: isStrict) }
        if !members.isEmpty { out["properties"] = .object(members) }
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { out["required"] = .array(required) }
        if isStrict && !isOpen { out["additionalProperties"] = false }
    }

    private static func number(_ value: Double) -> JSONValue {
        Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
    }
}
