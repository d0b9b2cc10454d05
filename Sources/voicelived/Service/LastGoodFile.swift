import Configuration
import Diagnostics
import Glibc

/// The last configuration that worked, for a start with broken files where the admin wants that.
///
/// It is put in place by a rename of what the disk has confirmed: a power cut at any moment leaves the old or the new,
/// whole. For the daemon's own user alone.
struct LastGoodFile: Sendable {
    static let name = "last-good.toml"

    let path: String

    /// `folder` is the state directory as it is without configuration: what the files say of it is not known when they
    /// are broken.
    init(folder: String) { path = folder + "/" + Self.name }

    /// Keeps it, or takes it away where the configuration does not wish for it. A daemon without a state directory has
    /// no last good configuration; that is told, and no reason not to serve.
    func keep(_ effective: EffectiveConfiguration, log: Log) {
        guard effective.values.general.fallbackLastGood else {
            _ = unsafe unlink(path)
            return
        }
        do {
            try JournalFile(path).replace(with: Array(effective.lastGoodText.utf8))
        } catch {
            log(.configNotKept, "the configuration could not be kept for a later start: \(path): \(error.description)")
        }
    }
}
