/// What a value must know while it is read or written: the dialect; and what it could not say in that dialect.
package struct WireContext: Sendable {
    package var dialect: Dialect
    /// Who writes.
    package var side: Side
    /// Fields that were set but do not exist in the dialect, and were therefore left out, by their Voice Live names.
    package var omitted: [String] = []

    /// A required field whose value has no words in the dialect: the event as a whole cannot be said.
    var unsayable: String?

    package init(_ dialect: Dialect, writtenBy side: Side = .client) {
        (self.dialect, self.side) = (dialect, side)
    }

    /// The two ends of a connection.
    package enum Side: Sendable {
        case client
        case server
    }
}
