import Synchronization

/// The clock by which recordings grow old, kept over restarts. Blocks on the disk: not for audio threads.
package final class ShelfClock: Sendable {
    private struct State {
        var clock: AgeClock?
        /// Uptime at which it was last kept.
        var kept: Int?
    }

    /// A power cut forgets no more than this.
    private static let keptEvery = 60

    private let path: String
    private let read: @Sendable () -> AgeClock.Reading
    private let state: Mutex<State>

    /// - Parameter path: where it is kept; nobody else writes there.
    package init(_ path: String, read: @escaping @Sendable () -> AgeClock.Reading) {
        (self.path, self.read) = (path, read)
        let bytes = (try? DiskFile.read(path, largest: 1_024)) ?? []
        state = Mutex(State(clock: AgeClock(line: String(decoding: bytes, as: UTF8.self))))
    }

    /// Seconds since 1970 for all that is dated or compared on this shelf. Corrects what was dated by a clock that nobody
    /// vouched for.
    package func now(on shelf: RecordingShelf) -> Int {
        let reading = read()
        let (now, correction, line) = state.withLock { state -> (Int, AgeClock.Correction?, String?) in
            var clock = state.clock ?? AgeClock(reading, newest: shelf.newest)
            let correction = clock.look(reading)
            defer { state.clock = clock }
            let since = state.kept.map { reading.uptime - $0 } ?? -1
            let isDue = correction != nil || since < 0 || since >= Self.keptEvery
            if isDue { state.kept = reading.uptime }
            return (clock.now, correction, isDue ? clock.line : nil)
        }
        if let correction { shelf.date(after: correction.after, later: correction.seconds) }
        if let line { try? DiskFile.replace(path, with: Array(line.utf8)) }
        return now
    }
}
