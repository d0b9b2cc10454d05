/// Where a value in force comes from.
package enum Origin: Sendable, Equatable {
    case builtIn
    /// A profile that comes with the daemon.
    case profile(String)
    case file(Place)
    /// Set by a client while running.
    case runtime(by: String, remaining: Duration?)

    /// In words, as `config show --origins` prints it.
    package var words: String {
        switch self {
        case .builtIn: "default"
        case .profile(let name): "profile \(name)"
        case .file(let place): "\(place.file):\(place.line)"
        case .runtime(let who, nil): "runtime, by \(who)"
        case .runtime(let who, let remaining?):
            "runtime, \(Quantity.text(.seconds(max(1, remaining.components.seconds)))) left, by \(who)"
        }
    }
}

/// Values that lie over those below.
struct Layer: Sendable {
    var values: [String: TomlNode]
    /// For layers whose values stand in no file.
    var origin: Origin?
}
