import Glibc

/// A folder of one test's own, gone with it.
final class PrivateFolder {
    struct Failed: Error {}

    let path: String

    init() throws {
        var template = Array("/tmp/voicelived-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Failed() }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
        let file = unsafe open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw Failed() }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard unsafe Glibc.write(file, bytes, bytes.count) == bytes.count else { throw Failed() }
    }

    deinit {
        guard let folder = unsafe opendir(path) else { return }
        defer { _ = unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { _ = unsafe unlink(path + "/" + name) }
        }
        _ = unsafe rmdir(path)
    }
}
