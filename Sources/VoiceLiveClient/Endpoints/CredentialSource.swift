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
    /// Others than its owner may read or change the file.
    case exposed(path: String, mode: UInt32)
    /// The file belongs to somebody else than the daemon's user and root.
    case foreign(path: String, owner: UInt32, expected: UInt32)
    /// Empty, over 16 KiB, or with a control character inside.
    case malformed(source: String)
    case commandFailed(program: String, reason: String)
}

extension CredentialError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "credential file \(path): \(reason)"
        case .exposed(let path, let mode):
            "credential file \(path): others may read or change it (mode 0\(String(mode, radix: 8))): run chmod 600 \(path)"
        case .foreign(let path, let owner, let expected):
            "credential file \(path): it belongs to user \(owner): run chown \(expected) \(path)"
        case .malformed(let source): "credential from \(source) is empty, too long, or has a control character"
        case .commandFailed(let program, let reason): "credential command \(program): \(reason)"
        }
    }
}
