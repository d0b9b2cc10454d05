import Configuration
import Diagnostics
import Glibc
import Synchronization

/// Looks whether the state directory can keep anything, and says so as health.
///
/// Concurrency: `look` never waits for the disk. One that hangs is asked once, and holds up nobody's sign of life.
final class DiskWatch: Sendable {
    /// What the journal of a conversation may come to.
    static let least = 1 << 20

    private let health: Health
    private let isLooking = Atomic(false)
    private let disk = DiskThread.shared

    init(_ health: Health) { self.health = health }

    func look(_ settings: Settings) {
        guard isLooking.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
        disk.async { [self] in
            let trouble = Self.trouble(settings)
            health.set(.storageFull, trouble != nil, detail: trouble ?? "")
            isLooking.store(false, ordering: .relaxed)
        }
    }

    /// Returns when the last look is over.
    func settle() { disk.sync {} }

    /// A daemon that was given no such directory keeps nothing, and knows it.
    private static func trouble(_ settings: Settings) -> String? {
        let folder = ConfigurationFiles.instance.stateDirectory(settings)
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return nil }
        guard unsafe access(folder, W_OK) == 0 else { return "\(folder): \(unsafe String(cString: strerror(errno)))" }
        let free = Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
        return isFull(free, settings.record) ? "\(folder): \(free >> 20) MiB are free" : nil
    }

    static func isFull(_ free: Int, _ record: RecordSection) -> Bool {
        free < max(least, record.enabled ? record.minFree.bytes : 0)
    }
}
