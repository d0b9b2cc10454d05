import Glibc

/// A folder that goes with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/voicelived-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Fault(code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        _ = unsafe system("rm -rf '\(path)'")
    }

    private struct Fault: Error {
        let code: Int32
    }
}
