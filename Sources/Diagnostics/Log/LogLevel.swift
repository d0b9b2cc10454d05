/// Severity, with the journal's numbers.
package enum LogLevel: Int, Sendable, CaseIterable, Comparable {
    /// The user notices, and it does not heal by itself.
    case error = 3
    /// Heals by itself, or something is degraded.
    case warning = 4
    /// A state change that an admin wants to find in a month of log.
    case notice = 5
    /// Link and device changes.
    case info = 6
    /// Once a turn or more.
    case debug = 7

    /// The word of the configuration and of JSON lines.
    package var name: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        case .debug: "debug"
        }
    }

    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
