import ControlProtocol

extension Failure {
    /// An error reply in words and as an exit code.
    init(_ error: ControlError) {
        self.init(Self.code(for: error.name), error.message, hint: error.hint)
        retryAfterMilliseconds = error.retryAfterMilliseconds
        if let owner = error.details["owner"]?["name"]?.string { message += " (owner: \(owner))" }
    }

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
