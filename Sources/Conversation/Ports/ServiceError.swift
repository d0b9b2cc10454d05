/// An error the service told us about, judged.
package struct ServiceError: Error, Equatable, Sendable {
    package let kind: ServiceErrorKind
    /// The service's own code, for logs; never decided upon here.
    package let code: String
    /// May quote what was said.
    package let message: PrivateText
    /// The command at fault, when the service says so.
    package let command: CommandNumber?

    package init(_ kind: ServiceErrorKind, code: String, message: PrivateText = "", command: CommandNumber? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.command = command
    }
}

/// What an error means to a conversation.
package enum ServiceErrorKind: Equatable, Sendable {
    /// Two sides acted at once; nothing is wrong.
    case benign(BenignRace)
    /// This command failed, the session goes on; the same command may work later.
    case retryable(after: Duration?)
    /// This command is refused for good, the session goes on.
    case refused
    /// The session is over: the service will close it, or it is of no more use.
    case fatal
}

/// Races that any correct client meets.
package enum BenignRace: String, Equatable, Sendable, CaseIterable {
    /// Cancelled what had just ended.
    case noActiveResponse
    /// Asked for a response while one was active.
    case alreadyActiveResponse
    /// Truncated what was shorter, had no sound, or was truncated already.
    case nothingToTruncate
    /// Committed what the service had committed itself.
    case emptyCommit
    /// Deleted or truncated what is gone.
    case unknownItem
}

/// Why a connection is gone, or never came to be.
package struct ServiceClosure: Error, Equatable, Sendable {
    package let cause: ServiceClosureCause
    /// The close code or HTTP status, where there was one.
    package let code: Int?
    /// For people; holds no secret.
    package let reason: String
    /// How long the service asks to be left alone.
    package let retryAfter: Duration?

    package init(_ cause: ServiceClosureCause, code: Int? = nil, reason: String = "", retryAfter: Duration? = nil) {
        self.cause = cause
        self.code = code
        self.reason = reason
        self.retryAfter = retryAfter
    }
}

/// Kinds of ends, by what can be done about them.
package enum ServiceClosureCause: String, Equatable, Sendable, CaseIterable {
    /// We closed it.
    case closedByUs
    /// The line: no route, refused, reset, silent, or cut.
    case network
    /// The session's time is up.
    case expired
    /// The service is in trouble (HTTP 5xx, close 1011).
    case serverTrouble
    /// Too many requests.
    case tooMany
    /// Key, token or right is missing: trying again soon will not help.
    case denied
    /// The endpoint does not speak our protocol or does not know the model or plan: trying again soon will not help.
    case unusable
    /// TLS: certificate, name, pin. Never worked around.
    case untrusted
    /// The certificate is not valid yet, and nobody vouches for this box's clock: it will be once the clock is set.
    case clock

    /// Whether another attempt at the same endpoint may work soon.
    package var isTransient: Bool {
        switch self {
        case .network, .expired, .serverTrouble, .tooMany, .clock: true
        case .closedByUs, .denied, .unusable, .untrusted: false
        }
    }
}
