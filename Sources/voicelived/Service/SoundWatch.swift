import Diagnostics
import Sound

/// What the sound loops owe the watchdog in the sound system's present state. Looked at every second.
struct SoundWatch {
    /// While the sound system says itself that nothing can come. It must be renewed by looking again, so that a
    /// supervisor which stops looking cannot excuse anybody.
    private static let patience = Duration.seconds(10)
    private static let promise = Duration.seconds(2)

    private var excuse: String?

    /// - Parameter status: of the sound system; `nil` while the card is not in use.
    mutating func look(_ status: SoundStatus?, _ supervision: Supervision) {
        guard let status else {
            excuse = nil
            supervision.endExcuse(.capture)
            supervision.expect(.idle, of: .pipeline)
            return supervision.expect(.idle, of: .capture)
        }
        supervision.expect(.progress(within: Self.promise), of: .capture)
        supervision.expect(.follows(.capture, within: Self.promise), of: .pipeline)
        let reason = Self.excuse(status)
        if let reason {
            // A stall is excused once: the sound system heals it within ten seconds or says that the server is frozen.
            if reason != "stalled" || excuse != reason {
                supervision.excuse(
                    .capture, because: reason, for: reason == "stalled" ? Self.patience * 2 : Self.patience)
            }
        } else if excuse != nil {
            supervision.endExcuse(.capture)
        }
        excuse = reason
    }

    /// Why no frames can come; `nil` when they must.
    static func excuse(_ status: SoundStatus) -> String? {
        guard case .ready = status.server else { return "server_down" }
        return switch status.capture {
        case .running: nil
        case .stalled: "stalled"
        case .suspended: "suspended"
        case .noDevice: "no_source"
        case .closed, .opening: "opening"
        }
    }
}
