import Configuration
import Diagnostics
import Glibc

/// How often the daemon ended itself because the sound server was frozen. Three times in ten minutes, then it stays up:
/// a server that freezes again at once is not healed by starting anew.
struct FreezeLedger: Equatable {
    static let most = 3
    static let span = 600

    /// Seconds since boot.
    private(set) var times: [Int] = []

    /// One number a line; anything else in the file is forgotten.
    init(_ text: String = "") {
        times = text.split(separator: "\n").compactMap { Int($0) }.suffix(Self.most)
    }

    var text: String { times.map { "\($0)\n" }.joined() }

    /// True when the daemon may end itself now; that is written down.
    mutating func mayEnd(now: Int) -> Bool {
        times.removeAll { $0 > now || now - $0 >= Self.span }
        guard times.count < Self.most else { return false }
        times.append(now)
        return true
    }
}

/// The ledger in the unit's runtime directory, which outlives restarts but not the boot.
enum FreezeRecord {
    /// Without a directory there is no manager who would start us again: the daemon stays up.
    static func mayEnd() -> Bool {
        guard let directory = Environment.all["RUNTIME_DIRECTORY"]?.split(separator: ":").first else { return false }
        let path = String(directory) + "/frozen"
        var ledger = FreezeLedger()
        if case .file(let bytes, _, _) = LinuxFiles().read(path) {
            ledger = FreezeLedger(String(decoding: bytes, as: UTF8.self))
        }
        let isAllowed = ledger.mayEnd(now: Int(BootTime.now().components.seconds))
        return isAllowed && write(ledger.text, to: path)
    }

    private static func write(_ text: String, to path: String) -> Bool {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }
}
