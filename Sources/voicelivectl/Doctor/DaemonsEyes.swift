import Configuration
import Glibc

/// Whether the daemon's own user can read the files that root reads. A root with a strict umask writes files that only
/// root can read, and finds nothing wrong with them.
enum DaemonsEyes {
    private static let user = "voicelived"

    static func findings(_ files: [String]) -> [Finding] {
        guard ConfigurationOnDisk.isSystem, let account = Account(named: user) else { return [] }
        let folders = Set(files.compactMap { file in file.lastIndex(of: "/").map { String(file[..<$0]) } })
        let closed = folders.sorted().filter { !account.may(0o1, $0) } + files.filter { !account.may(0o4, $0) }
        guard let first = closed.first else { return [] }
        return [
            .fail(
                "config.readable", "the daemon's user \(user) cannot read " + closed.joined(separator: ", "),
                fix: folders.contains(first) ? "chmod 755 \(first)" : "chmod 644 " + closed.joined(separator: " "))
        ]
    }

    /// By the numbers alone: access lists are not looked at.
    private struct Account {
        let uid: uid_t
        let gid: gid_t

        init?(named name: String) {
            guard let entry = unsafe getpwnam(name) else { return nil }
            (uid, gid) = unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid)
        }

        /// - Parameter bit: as for others; shifted for its owner and its group.
        func may(_ bit: mode_t, _ path: String) -> Bool {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { return true }
            let shift: mode_t = status.st_uid == uid ? 6 : status.st_gid == gid ? 3 : 0
            return status.st_mode & bit << shift != 0
        }
    }
}
