/// Words of a conversation: what was said, asked, answered or handed to a tool. Printing one tells its length only.
package struct PrivateText: Hashable, Sendable {
    /// The words themselves. Reading them is a decision, so that no log line holds them by accident.
    package var text: String

    package init(_ text: String) {
        self.text = text
    }

    package var isEmpty: Bool { text.isEmpty }

    package static func += (left: inout PrivateText, right: PrivateText) {
        left.text += right.text
    }
}

extension PrivateText: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self.init(text)
    }
}

extension PrivateText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(text.count) chars›" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
