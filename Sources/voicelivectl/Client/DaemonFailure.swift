import ControlProtocol

extension Failure {
    /// An error reply in words and as an exit code.
    init(_ error: ControlError) {
        self.init(Self.code(for: error.name), error.message, hint: Self.inWordsOfCommands(error.hint))
        if let wait = error.retryAfterMilliseconds { hint = "again in \((wait + 999) / 1_000) s" }
        retryAfterMilliseconds = error.retryAfterMilliseconds
        if let owner = error.details["owner"]?["name"]?.string { message += " (owner: \(owner))" }
    }

    /// The same of a request. After an upgrade the daemon may still be the one before: what it never heard of is no mistake
    /// of whoever asked.
    init(_ error: ControlError, to method: String) {
        self.init(error)
        guard error.name == .unknownMethod, ControlMethod(rawValue: method) != nil else { return }
        code = .protocol
        message = "the daemon is older than this program, and cannot do that (\(method))"
        hint = "start the new one: systemctl restart voicelived"
    }

    /// The daemon speaks of methods; people have this program.
    static func inWordsOfCommands(_ hint: String) -> String {
        // Who wrote a method's name meant one.
        guard !hint.hasPrefix("did you mean") else { return hint }
        var hint = hint
        for (method, command) in wordings { hint.replace(method, with: command) }
        return hint
    }

    private static let wordings = [
        ("rpc.discover", "voicelivectl schema"), ("session.list", "voicelivectl session list"),
        ("session.start", "voicelivectl session start"), ("session.stop", "voicelivectl session stop"),
        ("session.status", "voicelivectl session status"), ("audio.devices", "voicelivectl devices"),
        ("record.list", "voicelivectl record list"), ("profile.list", "voicelivectl profile list"),
        ("config.show with origins", "voicelivectl config show --origins"),
        ("pass the lease, or use session.attach", "pass --lease"), ("on_busy \"queue\"", "--on-busy queue"),
        ("with hard: true", "with --hard"),
    ]

    private static func code(for name: ErrorName) -> ExitCode {
        switch name {
        case .invalidParams, .unknownMethod, .toolSchema, .storageName: .usage
        case .parse, .invalid, .batch, .version, .notJSON, .lineTooLong, .tooDeep: .protocol
        case .denied, .role, .topic, .notOwner, .lease, .hardMuted, .configReadOnly: .permission
        case .configInvalid, .configNotLive, .profile, .credential: .configuration
        case .internalFault: .software
        case .sessionUnknown, .noDevice, .storageMissing, .unknownCall: .data
        case .notAvailable: .unavailable
        default: name.isRetryable ? .temporary : .software
        }
    }
}
