/// Why a value has not the shape its schema asks for, and where in the value.
package struct WireFault: Error, Equatable, Sendable {
    /// JSON Pointer (RFC 6901) to the offending place; empty for the whole value.
    package private(set) var field = ""
    /// What belongs there.
    package var expected: String
    /// What is wrong, continuing the sentence that begins with the field's name.
    package var problem: String
    package var hint: String?

    package init(expected: String, problem: String) {
        self.expected = expected
        self.problem = problem
    }

    package init(expected: String, found: JSONValue) {
        self.init(expected: expected, problem: "must be \(expected), not \(Self.kind(of: found))")
    }

    /// The same fault seen from the object or array that holds the value as `component`.
    package func inside(_ component: String) -> WireFault {
        var outer = self
        let escaped = component.cut(toBytes: 64).split(separator: "~", omittingEmptySubsequences: false)
            .joined(separator: "~0").split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
        outer.field = "/" + escaped + field
        return outer
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .string(let text): text.utf8.count <= 32 ? "\"\(text)\"" : "a string of \(text.utf8.count) bytes"
        case .array(let elements): "an array of \(elements.count)"
        case .object: "an object"
        }
    }
}

extension String {
    /// At most `count` bytes of this, cut between characters, with an ellipsis where something is missing.
    package func cut(toBytes count: Int) -> String {
        guard utf8.count > count else { return self }
        var kept = ""
        var length = 0
        for character in self {
            length += character.utf8.count
            if length > count { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
