/// Why a message could not be read or written. None of these ends a session.
package enum WireError: Error, Equatable {
    /// The bytes are not one JSON object.
    case notJSON(JSONError)
    /// A JSON object without a `type`, or something that is no object.
    case notAnEvent(String)
    /// An event we know, with a field we cannot read. `field` is a path such as `item.content.0.type`.
    case malformed(event: String, field: String, problem: String)
    /// The dialect has no such event.
    case notInDialect(event: String, dialect: String)
}

extension WireError {
    /// A value of the wrong kind; the field's name is added on the way out.
    static func unreadable(_ problem: String) -> WireError {
        .malformed(event: "", field: "", problem: problem)
    }

    static func expected(_ wanted: String, found value: JSONValue) -> WireError {
        .unreadable("expected \(wanted), found \(value.kindName)")
    }

    /// The same error, one field further out.
    func inside(_ name: String) -> WireError {
        guard case .malformed(let event, let field, let problem) = self else { return self }
        return .malformed(event: event, field: field.isEmpty ? name : name + "." + field, problem: problem)
    }

    func inside(event type: String) -> WireError {
        guard case .malformed(_, let field, let problem) = self else { return self }
        return .malformed(event: type, field: field, problem: problem)
    }
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let error): "not a JSON text: \(error.problem) at byte \(error.offset)"
        case .notAnEvent(let why): "not an event: \(why)"
        case .malformed(let event, let field, let problem): "\(event): field \(field): \(problem)"
        case .notInDialect(let event, let dialect): "the dialect \(dialect) has no event \(event)"
        }
    }
}
