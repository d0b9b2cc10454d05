/// The version of the protocol. The minor number grows with every addition.
package enum ProtocolVersion {
    package static let major = 1
    package static let minor = 0
}

/// The whole protocol as documents, made from the very types that decode requests.
package enum SchemaDocument {
    /// OpenRPC 1.3. Notifications stand under `x-topics`, since OpenRPC has no word for them.
    package static let openRPC: JSONObject = {
        var document = JSONObject()
        document.append("openrpc", "1.3.2")
        document.append(
            "info",
            [
                "title": "voicelived control socket",
                "version": .string("\(ProtocolVersion.major).\(ProtocolVersion.minor)"),
                "description": "JSON-RPC 2.0, one object a line, on a Unix socket.",
            ])
        document.append("methods", .array(ControlMethod.allCases.map(method)))
        document.append("x-topics", .array(ControlTopic.allCases.map(topic)))
        document.append("x-errors", .array(ErrorName.allCases.map(error)))
        return document
    }()

    /// Changes whenever the protocol does.
    package static let fingerprint = SHA256.hexadecimal(of: JSONWriter.bytes(of: .object(openRPC)))

    private static func method(_ method: ControlMethod) -> JSONValue {
        let facts = method.facts
        var out = JSONObject()
        out.append("name", .string(facts.name))
        out.append("summary", .string(facts.about))
        out.append("paramStructure", "by-name")
        out.append("params", .array(method.paramsSchema.properties.map(parameter)))
        out.append("result", ["name": "result", "schema": method.resultSchema.json(isStrict: false)])
        if !facts.errors.isEmpty { out.append("errors", .array(facts.errors.map(errorReply))) }
        out.append("examples", [example(of: method)])
        out.append("x-role", facts.role.wire)
        out.append("x-lane", .string(facts.lane.rawValue))
        if facts.right != .anyone { out.append("x-right", .string(facts.right.rawValue)) }
        return .object(out)
    }

    private static func parameter(_ property: Schema.Property) -> JSONValue {
        [
            "name": .string(property.name), "required": .bool(property.isRequired),
            "schema": property.schema.json(isStrict: true),
        ]
    }

    private static func example(of method: ControlMethod) -> JSONValue {
        let params = method.exampleParams.object?.members ?? []
        return [
            "name": .string(method.rawValue),
            "params": .array(params.map { ["name": .string($0.name), "value": $0.value] }),
            "result": ["name": "result", "value": method.exampleResult],
        ]
    }

    private static func errorReply(_ name: ErrorName) -> JSONValue {
        ["code": .integer(Int64(name.number)), "message": .string(name.rawValue)]
    }

    private static func topic(_ topic: ControlTopic) -> JSONValue {
        let facts = topic.facts
        var out = JSONObject()
        out.append("name", .string(facts.name))
        out.append("summary", .string(facts.about))
        out.append("data", topic.schema.json(isStrict: false))
        out.append("example", topic.exampleData)
        out.append("x-keeps", .string(facts.keeping.rawValue))
        out.append("x-role", facts.role.wire)
        if facts.carriesText { out.append("x-text", true) }
        if facts.isState { out.append("x-state", true) }
        return .object(out)
    }

    private static func error(_ name: ErrorName) -> JSONValue {
        [
            "code": .integer(Int64(name.number)), "name": .string(name.rawValue), "hint": .string(name.hint),
            "retryable": .bool(name.isRetryable),
        ]
    }
}
