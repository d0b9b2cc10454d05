import ControlProtocol

/// The daemon in one line for people, as `systemctl status` shows it: "listening · kiosk · link up 43 min · 0 xruns".
struct StatusLine {
    var status: DaemonStatus.Result
    /// Times sound was lost since the start of the daemon.
    var soundLosses: Int

    var text: String {
        let profile = status.profile.isEmpty ? nil : status.profile
        let parts = [state, profile, status.session == nil ? nil : link, losses]
        return (parts.compactMap { $0 } + status.degraded.prefix(1).map(\.text)).joined(separator: " · ")
    }

    private var state: String {
        switch status.state {
        case .needsCredentials: "needs credentials"
        default: status.session?.state.rawValue.words ?? status.state.rawValue.words
        }
    }

    private var link: String {
        "link \(status.link.state.rawValue.words) \(Self.age(status.link.sinceMilliseconds))"
    }

    private var losses: String { soundLosses == 1 ? "1 xrun" : "\(soundLosses) xruns" }

    /// Whole minutes at most: the line is sent when it changes.
    private static func age(_ milliseconds: Int) -> String {
        let minutes = milliseconds / 60_000
        return switch minutes {
        case ..<1: "just now"
        case ..<120: "\(minutes) min"
        case ..<2_880: "\(minutes / 60) h"
        default: "\(minutes / 1_440) d"
        }
    }
}

extension String {
    /// A word of the protocol for people.
    fileprivate var words: String { String(map { $0 == "_" ? " " : $0 }) }
}
