/// What a person or the agent said. It prints as its length only; the log shows it when the admin asks for that.
package struct SpokenText: Sendable, Equatable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The words, for the transcript and for clients that may read it.
    package func reveal() -> String { text }
}

extension SpokenText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(text.count) chars›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
