/// Fills the gaps of a reply: `{slot}`, `{result}` and `{result.member}`.
package enum ReplyTemplate {
    /// `nil` when a gap has no value, so that another reply can be tried.
    package static func fill(_ template: String, slots: [String: SlotValue], result: ToolOutput?) -> String? {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            guard let value = value(String(rest[rest.index(after: open)..<close]), slots: slots, result: result) else {
                return nil
            }
            text += value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private static func value(_ name: String, slots: [String: SlotValue], result: ToolOutput?) -> String? {
        if name == "result" { return result?.spoken }
        if name.hasPrefix("result.") { return result?.members[String(name.dropFirst(7))] }
        return slots[name]?.spoken
    }
}

/// What a tool answered, as far as a dialogue can speak of it.
package struct ToolOutput: Sendable, Equatable {
    /// The answer as a whole where it is plain text, or its member "spoken", "message", "text" or "answer".
    package var spoken: String?
    /// Members of an answer that is an object; numbers and truth as they are spoken.
    package var members: [String: String]
    package var isFailure: Bool

    package init(spoken: String?, members: [String: String] = [:], isFailure: Bool = false) {
        self.spoken = spoken
        self.members = members
        self.isFailure = isFailure
    }
}
