import Glibc

/// Another program, run to its end.
package enum Program {
    package struct Result {
        package var status: Int32
        package var output: String
        package var errors: String
    }

    /// Runs the command with a deadline by timeout(1). The environment is this process's with `environment` on top.
    package static func run(
        _ command: [String], input: [UInt8]? = nil, environment: [String: String] = [:], seconds: Int = 120
    ) throws -> Result {
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let words = ["/usr/bin/env"] + settings + ["/usr/bin/timeout", "-k", "2", String(seconds)] + command
        let folder = try makeFolder()
        defer { removeFolder(folder) }
        if let input { try write(input, to: folder + "/in") }
        let source = input == nil ? "/dev/null" : folder + "/in"
        let line = words.map(quoted).joined(separator: " ") + " <\(source) >\(folder)/out 2>\(folder)/err"
        let status = unsafe system(line)
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        return Result(status: code, output: try read(folder + "/out"), errors: try read(folder + "/err"))
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    private static func makeFolder() throws -> String {
        var template = Array("/tmp/voicelived-run-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer {
            unsafe $0.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        guard made else { throw LineClient.Trouble(description: "mkdtemp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func removeFolder(_ folder: String) {
        for name in ["/in", "/out", "/err"] { _ = unsafe unlink(folder + name) }
        _ = unsafe rmdir(folder)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
            }
            guard count > 0 else { throw LineClient.Trouble(description: "write \(path)") }
            written += count
        }
    }

    package static func read(_ path: String) throws -> String {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw LineClient.Trouble(description: "open \(path)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}
