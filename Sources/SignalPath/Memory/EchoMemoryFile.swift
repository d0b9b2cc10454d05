import Glibc

/// The book on disk, written whole or not at all.
///
/// Concurrency: one caller at a time.
package struct EchoMemoryFile: Sendable {
    package enum Fault: Error, Equatable {
        /// Errno of what could not be done.
        case system(String, Int32)
        case contents(EchoMemoryBook.Fault)
        case notAFile

        package var explanation: String {
            switch self {
            case .system(let what, let code): "\(what): \(unsafe String(cString: strerror(code)))"
            case .contents(.version(let version)): "was written by another version (\(version))"
            case .contents(let fault): "is \(fault)"
            case .notAFile: "is not a file"
            }
        }
    }

    package let path: String

    package init(path: String) { self.path = path }

    /// An empty book when there is none. What cannot be read is an error, and no reason not to write it anew.
    package func read() throws(Fault) -> EchoMemoryBook {
        let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return EchoMemoryBook() }
            throw .system("open", errno)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_size <= EchoMemoryBook.mostBytes else { throw .contents(.tooLarge) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let part = unsafe bytes[count...].withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress, $0.count)
            }
            guard part >= 0 else { throw .system("read", errno) }
            if part == 0 { break }
            count += part
        }
        do throws(EchoMemoryBook.Fault) { return try EchoMemoryBook(bytes: Array(bytes[..<count])) } catch {
            throw .contents(error)
        }
    }

    package func write(_ book: EchoMemoryBook) throws(Fault) {
        let temporary = path + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system("open", errno) }
        do throws(Fault) {
            try save(book.bytes, to: file)
        } catch {
            _ = unsafe unlink(temporary)
            throw error
        }
        guard unsafe rename(temporary, path) == 0 else {
            let code = errno
            _ = unsafe unlink(temporary)
            throw .system("rename", code)
        }
    }

    private func save(_ bytes: [UInt8], to file: Int32) throws(Fault) {
        defer { close(file) }
        var count = 0
        while count < bytes.count {
            let part = unsafe bytes[count...].withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard part > 0 else { throw .system("write", errno) }
            count += part
        }
        guard fsync(file) == 0 else { throw .system("fsync", errno) }
    }
}
