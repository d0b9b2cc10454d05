package import VoiceLiveProtocol

/// Where a key or token comes from. It is read anew for every connection, so that a changed file is enough to rotate it.
package enum CredentialSource: Sendable, Equatable {
    case none
    /// Read by somebody else already (a systemd credential).
    case key(Secret)
    /// One line in a file.
    case file(path: String, CredentialKind)
    /// The output of a program that is started for each connection; its arguments are no secret.
    case command([String], CredentialKind)
}

/// How a credential is shown to the service.
package enum CredentialKind: String, Sendable, CaseIterable {
    /// Header `api-key`.
    case apiKey
    /// Header `Authorization: Bearer`.
    case bearer
}

/// Why there is no credential. Holds no part of it.
package enum CredentialError: Error, Equatable, Sendable {
    case unreadable(path: String, reason: String)
    /// Empty, over 16 KiB, or with a control character inside.
    case malformed(source: String)
    case commandFailed(program: String, reason: String)
}

extension CredentialError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "credential file \(path): \(reason)"
        case .malformed(let source): "credential from \(source) is empty, too long, or has a control character"
        case .commandFailed(let program, let reason): "credential command \(program): \(reason)"
        }
    }
}
