/// What a loop promises in its present state.
package enum WatchdogContract: Sendable, Equatable {
    /// Nothing: the loop has no work now.
    case idle
    /// Some progress within this time.
    case progress(within: Duration)
    /// Progress within this time as long as the other loop makes some; excused with it.
    case follows(WatchedLoop, within: Duration)
}

/// Why a loop may stand still for now. Every excuse ends.
package struct WatchdogExcuse: Sendable, Equatable {
    /// A word for logs and people, such as `server_down`.
    package let reason: String
    /// Time since boot when it ends.
    package let until: Duration

    package init(_ reason: String, until: Duration) {
        self.reason = reason
        self.until = until
    }
}

/// A promise that was broken.
package struct WatchdogComplaint: Sendable, Equatable, CustomStringConvertible {
    package let loop: WatchedLoop
    /// Time without progress.
    package let age: Duration
    package let limit: Duration
    /// The excuse that ran out, if there was one.
    package let expiredExcuse: String?

    package var description: String {
        let excuse = expiredExcuse.map { ", its excuse \($0) ran out" } ?? ""
        return
            "\(loop.rawValue): no progress for \(age.milliseconds) ms, promised within \(limit.milliseconds) ms\(excuse)"
    }
}

/// What the supervisor does now.
package enum WatchdogDecision: Sendable, Equatable {
    case ping
    case withhold([WatchdogComplaint])
}
