/// A typed field of a log record. The names are those an admin filters by: `journalctl VOICELIVED_SESSION=s-3`.
package enum LogField: Sendable, Equatable {
    case session(String)
    case connection(String)
    case client(String)
    case uid(UInt32)
    /// The error's name, `area/name`.
    case error(String)
    /// The provider's request id, for its support.
    case serviceID(String)
    case endpoint(String)
    case device(String)
    case profile(String)
    case state(String)
    case reason(String)
    case loop(String)
    case path(String)
    case line(Int)
    case version(String)
    case count(Int)
    case duration(Duration)
    /// Words of a conversation; shown only when the admin asked for it.
    case spoken(SpokenText)
}

extension LogField {
    /// The key in JSON lines; in the journal it is upper case behind `VOICELIVED_`.
    package var name: String {
        switch self {
        case .session: "session"
        case .connection: "conn"
        case .client: "client"
        case .uid: "uid"
        case .error: "error"
        case .serviceID: "cloud_id"
        case .endpoint: "endpoint"
        case .device: "device"
        case .profile: "profile"
        case .state: "state"
        case .reason: "reason"
        case .loop: "loop"
        case .path: "path"
        case .line: "line"
        case .version: "version"
        case .count: "count"
        case .duration: "duration_ms"
        case .spoken: "text"
        }
    }

    enum Value: Equatable {
        case text(String)
        case number(Int64)
    }

    func value(revealingText: Bool) -> Value {
        switch self {
        case .session(let text), .connection(let text), .client(let text), .error(let text), .serviceID(let text),
            .endpoint(let text), .device(let text), .profile(let text), .state(let text), .reason(let text),
            .loop(let text), .path(let text), .version(let text):
            .text(text)
        case .uid(let number): .number(Int64(number))
        case .line(let number), .count(let number): .number(Int64(number))
        case .duration(let duration): .number(duration.milliseconds)
        case .spoken(let text): .text(revealingText ? text.reveal() : text.description)
        }
    }

    func text(revealingText: Bool) -> String {
        switch value(revealingText: revealingText) {
        case .text(let text): text
        case .number(let number): String(number)
        }
    }
}
