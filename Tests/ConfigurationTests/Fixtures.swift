import Glibc

@testable import Configuration

/// Files of the repository that these tests read.
enum Fixtures {
    static let root: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    static let wrong = root + "/Tests/Fixtures/wrong-configuration"

    static func bytes(_ path: String) -> [UInt8]? {
        guard case .file(let bytes, _, _) = LinuxFiles().read(path) else { return nil }
        return bytes
    }

    static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

    /// With VOICELIVED_UPDATE_GOLDEN=1, expected texts are written instead of compared. Look at the diff afterwards.
    static func expected(_ path: String, now actual: String) -> String? {
        if unsafe getenv("VOICELIVED_UPDATE_GOLDEN") != nil { write(actual, to: path) }
        return text(path)
    }

    static func write(_ text: String, to path: String) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}
