import Synchronization

/// The daemon's log. Any thread may call it, audio threads excepted: it takes a short lock and allocates. A caller never
/// waits for the journal or a terminal; when entries come too fast they are dropped and counted.
package final class Log: Sendable {
    private let queue: LogQueue
    private let writer: LogWriter
    private let settings: LogSettings

    /// - Parameter capacity: entries that wait at most.
    package init(to output: any LogOutput, level: LogLevel = .info, capacity: Int = 1024) {
        let settings = LogSettings(level: level)
        queue = LogQueue(capacity: capacity)
        writer = LogWriter(queue: queue, output: output) { settings.revealsText.load(ordering: .relaxed) }
        self.settings = settings
        writer.start()
    }

    deinit {
        queue.finish()
    }

    /// The least severe level that is written.
    package var level: LogLevel {
        get { LogLevel(rawValue: settings.level.load(ordering: .relaxed)) ?? .info }
        set { settings.level.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// True when the admin wants the words of conversations in the log.
    package var revealsText: Bool {
        get { settings.revealsText.load(ordering: .relaxed) }
        set { settings.revealsText.store(newValue, ordering: .relaxed) }
    }

    /// Entries dropped since the start.
    package var dropped: UInt64 { queue.droppedSoFar }

    /// Writes an entry: `log(.sessionStarted, "session s-3 started", .session("s-3"))`.
    package func callAsFunction(_ event: LogEvent, _ message: @autoclosure () -> String, _ fields: LogField...) {
        guard event.level <= level else { return }
        queue.append(
            LogRecord(
                event: event, message: message().cut(to: LogRecord.longestMessage), fields: fields.map(\.cut),
                time: BootTime.now(), wallClock: BootTime.wallClock()))
    }

    /// Writes out what waits, at most `limit` long, and takes no more entries.
    package func close(within limit: Duration = .seconds(1)) {
        queue.finish()
        writer.waitUntilFinished(atMost: limit)
    }
}

/// What a reload may change while entries flow.
private final class LogSettings: Sendable {
    let level: Atomic<Int>
    let revealsText = Atomic(false)

    init(level: LogLevel) {
        self.level = Atomic(level.rawValue)
    }
}
