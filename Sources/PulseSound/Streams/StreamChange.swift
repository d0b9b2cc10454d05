/// What makes the tie between the two clocks doubtful.
enum StreamChange: Sendable {
    /// Samples were lost, or the device stood still.
    case jumped
    /// Another stream, or none.
    case isNew
}

extension StreamChange? {
    /// The one that matters more.
    func worse(_ other: StreamChange?) -> StreamChange? {
        self == .isNew || other == .isNew ? .isNew : self ?? other
    }

    mutating func jump() {
        self = worse(.jumped)
    }
}
