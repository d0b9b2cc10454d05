/// One entry on its way to the journal or to standard error.
package struct LogRecord: Sendable, Equatable {
    package var event: LogEvent
    package var message: String
    package var fields: [LogField] = []
    /// Time since boot.
    package var time: Duration
    /// Seconds since 1970.
    package var wallClock: Duration
}

/// Where records end. Called on the log's writer thread only, and may block there.
package protocol LogOutput: Sendable {
    func write(_ record: LogRecord, revealingText: Bool)
}
