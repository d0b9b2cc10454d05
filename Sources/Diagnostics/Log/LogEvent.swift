/// A kind of log entry. `LogCatalogue.swift` lists them all.
package struct LogEvent: Sendable, Hashable {
    /// `area.event`, the same words as the control socket's topics.
    package let name: String
    package let level: LogLevel
    /// 32 hexadecimal digits: the entry's key in the journal's catalogue. Nil for entries that need no explanation.
    package let messageID: String?
    /// What it means and what to do, for `journalctl -x`.
    package let explanation: String

    init(_ name: String, _ level: LogLevel, id messageID: String? = nil, _ explanation: String = "") {
        self.name = name
        self.level = level
        self.messageID = messageID
        self.explanation = explanation
    }
}
