import Glibc

/// The machine the daemon runs on.
package struct LinuxSurroundings: Surroundings {
    /// Systemd's $CREDENTIALS_DIRECTORY; nil outside a service.
    private let credentials: String?
    private let groups: Set<String>?

    package init(credentialsDirectory: String?) {
        credentials = credentialsDirectory
        groups = Self.localGroups()
    }

    package func hasGroup(_ name: String) -> Bool? { groups.map { $0.contains(name) } }

    package func hasCredential(_ name: String) -> Bool? {
        credentials.map { directory in
            [name, name + ".plain"].contains { unsafe access(directory + "/" + $0, F_OK) == 0 }
        }
    }

    package func hasFile(_ path: String) -> Bool? { unsafe access(path, F_OK) == 0 }

    /// /etc/group itself: name services would load libraries and ask the network.
    private static func localGroups() -> Set<String>? {
        guard case .file(let bytes, _, _) = LinuxFiles().read("/etc/group") else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        return Set(
            lines.compactMap {
                $0.split(separator: UInt8(ascii: ":")).first.map { String(decoding: $0, as: UTF8.self) }
            })
    }
}
