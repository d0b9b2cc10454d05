/// What a person or an assistant said, or data about them. It does not print: logs and crash reports show its length only.
package struct PrivateText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// For those who may read it.
    package var text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    /// Words separated by white space.
    package var words: [Substring] { text.split(whereSeparator: \.isWhitespace) }
}

extension PrivateText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(text.count) characters›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
