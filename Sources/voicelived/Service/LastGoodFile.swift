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
            try replace(with: Array(effective.lastGoodText.utf8))
        } catch {
            log(.configFallback, "the configuration could not be kept for a later start: \(path): \(error.description)")
        }
    }

    struct Fault: Error, Equatable, CustomStringConvertible {
        var call: String
        var number: Int32
        var description: String { "\(call): \(unsafe String(cString: strerror(number)))" }
    }

    func replace(with bytes: [UInt8]) throws(Fault) {
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Fault(call: "open", number: errno) }
        do throws(Fault) {
            defer { close(file) }
            try Self.write(bytes, to: file)
            guard fsync(file) == 0 else { throw Fault(call: "fsync", number: errno) }
            guard unsafe rename(draft, path) == 0 else { throw Fault(call: "rename", number: errno) }
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
        syncFolder()
    }

    private static func write(_ bytes: [UInt8], to file: Int32) throws(Fault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Fault(call: "write", number: count == 0 ? ENOSPC : errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The new name is safe only when the folder is on the disk.
    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
