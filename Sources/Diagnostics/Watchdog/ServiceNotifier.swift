import CSystemd
import Glibc

/// What the daemon tells its service manager. Without one (`$NOTIFY_SOCKET` not set) every call does nothing.
package struct ServiceNotifier: Sendable {
    package init() {}

    /// True when somebody listens.
    package var isPresent: Bool { unsafe getenv("NOTIFY_SOCKET") != nil }

    /// The daemon serves: configuration loaded, socket open, loops running or excused.
    package func ready(status: String) {
        send(["READY=1", "STATUS=\(Self.line(status))"])
    }

    /// The line for people in `systemctl status`.
    package func status(_ status: String) {
        send(["STATUS=\(Self.line(status))"])
    }

    /// All loops keep their promises.
    package func ping() {
        send(["WATCHDOG=1"])
    }

    package func stopping(status: String) {
        send(["STOPPING=1", "STATUS=\(Self.line(status))"])
    }

    /// A reload begins; `ready` ends it.
    package func reloading() {
        send(["RELOADING=1", "MONOTONIC_USEC=\(BootTime.monotonic().microseconds)"])
    }

    /// Starting or stopping takes this much longer than the unit allows.
    package func extendTimeout(by duration: Duration) {
        send(["EXTEND_TIMEOUT_USEC=\(duration.microseconds)"])
    }

    /// Hands a descriptor over for the next start of the daemon. A name is letters, digits and `-_.`.
    package func store(descriptor: Int32, name: String) {
        let message = "FDSTORE=1\nFDNAME=\(Self.storeName(name))\nFDPOLL=0"
        var descriptors = [descriptor]
        _ = unsafe sd_pid_notify_with_fds(0, 0, message, &descriptors, 1)
    }

    /// Takes all descriptors of that name out of the store.
    package func removeStored(name: String) {
        send(["FDSTOREREMOVE=1", "FDNAME=\(Self.storeName(name))"])
    }

    /// How often the manager wants a ping; nil when the unit has no watchdog. Ping at a quarter of it.
    package func watchdogInterval() -> Duration? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0, microseconds > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    private func send(_ lines: [String]) {
        _ = unsafe sd_notify(0, lines.joined(separator: "\n"))
    }

    /// A line break would begin another assignment.
    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func storeName(_ name: String) -> String {
        name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
