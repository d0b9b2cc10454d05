import Synchronization

/// The running side of the watchdog: loops tell their promises here, and one task checks and pings.
package final class Supervision: Sendable {
    private struct State {
        var watchdog = Watchdog()
        var progress: [WatchedLoop: ProgressCounter] = [:]
        var isWell = true
    }

    private let state = Mutex(State())
    private let notifier: ServiceNotifier
    private let counters: Counters
    private let now: @Sendable () -> Duration

    package init(
        notifier: ServiceNotifier, counters: Counters, now: @escaping @Sendable () -> Duration = BootTime.now
    ) {
        self.notifier = notifier
        self.counters = counters
        self.now = now
    }

    /// The counter that this loop raises with its work.
    package func progress(of loop: WatchedLoop) -> ProgressCounter {
        state.withLock { state in
            let counter = state.progress[loop] ?? ProgressCounter()
            state.progress[loop] = counter
            return counter
        }
    }

    package func expect(_ contract: WatchdogContract, of loop: WatchedLoop) {
        let time = now()
        state.withLock { $0.watchdog.expect(contract, of: loop, now: time) }
    }

    /// Excuses a loop for at most this long.
    package func excuse(_ loop: WatchedLoop, because reason: String, for duration: Duration) {
        let time = now()
        let excuse = WatchdogExcuse(reason, until: time + duration)
        state.withLock { $0.watchdog.excuse(loop, excuse, now: time) }
    }

    /// The loop works again.
    package func endExcuse(_ loop: WatchedLoop) {
        let time = now()
        state.withLock { $0.watchdog.excuse(loop, nil, now: time) }
    }

    /// Checks all promises and pings if they are kept. Returns what was decided, for the log.
    @discardableResult
    package func check() -> WatchdogDecision {
        let time = now()
        let decision = state.withLock { state in
            let decision = state.watchdog.check(state.progress.mapValues(\.value), now: time)
            for loop in WatchedLoop.allCases {
                counters.loopAge[loop.rawValue].set(state.watchdog.age(of: loop, now: time)?.inSeconds ?? 0)
            }
            return decision
        }
        switch decision {
        case .ping: notifier.ping()
        case .withhold(let complaints):
            complaints.forEach { counters.watchdogWithheld[$0.loop.rawValue].add() }
        }
        return decision
    }

    /// Ages and excuses, for `daemon.health`.
    package func loops() -> [(loop: WatchedLoop, age: Duration?, excuse: WatchdogExcuse?)] {
        let time = now()
        return state.withLock { state in
            WatchedLoop.allCases.map {
                ($0, state.watchdog.age(of: $0, now: time), state.watchdog.excuse(of: $0, now: time))
            }
        }
    }

    /// A round of whoever watches: a sign of its own life, the check, and a word in the log when a ping is first withheld.
    package func look(log: Log) {
        progress(of: .supervisor).advance()
        let decision = check()
        let wasWell = state.withLock { state in
            defer { state.isWell = decision == .ping }
            return state.isWell
        }
        if case .withhold(let complaints) = decision, wasWell {
            for complaint in complaints {
                log(.daemonWatchdogWithheld, complaint.description, .loop(complaint.loop.rawValue))
            }
        }
    }

    /// The longest that may lie between two rounds: half of what the service manager waits.
    package var longestRest: Duration { notifier.watchdogInterval().map { $0 / 2 } ?? .seconds(5) }
}
