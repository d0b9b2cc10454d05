import Configuration
import Glibc

/// A few words in the unit's runtime directory, which outlives restarts but not the boot. Without a manager there is no
/// such directory, and nothing is kept.
struct RuntimeNote {
    private let path: String?

    init(_ name: String) {
        let directory = Environment.all["RUNTIME_DIRECTORY"]?.split(separator: ":").first
        path = directory.map { String($0) + "/" + name }
    }

    /// The note at a place of a test's.
    init(path: String) {
        self.path = path
    }

    /// Whether there is anywhere to keep it.
    var isKept: Bool { path != nil }

    func read() -> String? {
        guard let path, case .file(let bytes, _, _) = LinuxFiles().read(path) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(_ text: String) -> Bool {
        guard let path else { return false }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }

    func remove() {
        guard let path else { return }
        unsafe unlink(path)
    }
}
