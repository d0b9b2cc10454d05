/// A key, token or password. It never prints: description, debug print, interpolation and reflection all say `‹secret›`.
package struct Secret: Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The secret itself, for the one line that puts it on the wire.
    package func reveal() -> String { text }

    package var isEmpty: Bool { text.isEmpty }

    static let placeholder = "‹secret›"
}

extension Secret: Equatable {
    /// Compares all bytes, so that the time taken does not tell how many were right.
    package static func == (left: Secret, right: Secret) -> Bool {
        let (left, right) = (Array(left.text.utf8), Array(right.text.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.placeholder }
    package var debugDescription: String { Self.placeholder }
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
