import Glibc

/// The file behind a journal: written at its end only, replaced whole, or gone. For the daemon's own user alone.
///
/// Not thread-safe: belongs to one queue.
final class JournalFile {
    private let path: String
    private var descriptor: Int32 = -1
    private(set) var length = 0

    /// A file that is larger was not written by us.
    private static let largest = 16 << 20

    struct Fault: Error, Equatable, CustomStringConvertible {
        var call: String
        var number: Int32
        var description: String { "\(call): \(unsafe String(cString: strerror(number)))" }
    }

    init(_ path: String) { self.path = path }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// All bytes; `nil` when there is none that could be ours.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid(), (0...Self.largest).contains(Int(status.st_size))
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let more = unsafe bytes.withUnsafeMutableBytes { all in
                unsafe Glibc.read(descriptor, all.baseAddress.map { unsafe $0 + count }, all.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { return nil }
            if more == 0 { break }
            count += more
        }
        return Array(bytes[..<count])
    }

    /// Puts `bytes` in the place of all there was. Whoever reads after a power cut finds the old or the new, whole.
    func replace(with bytes: [UInt8]) throws(Fault) {
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        let new = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard new >= 0 else { throw Fault(call: "open", number: errno) }
        do throws(Fault) {
            try Self.write(bytes, to: new)
            guard fdatasync(new) == 0 else { throw Fault(call: "fdatasync", number: errno) }
            guard unsafe rename(draft, path) == 0 else { throw Fault(call: "rename", number: errno) }
        } catch {
            close(new)
            _ = unsafe unlink(draft)
            throw error
        }
        syncFolder()
        if descriptor >= 0 { close(descriptor) }
        descriptor = new
        length = bytes.count
    }

    /// Half a line is taken back: what follows must not hang on it.
    func append(_ bytes: [UInt8]) throws(Fault) {
        guard descriptor >= 0 else { throw Fault(call: "write", number: EBADF) }
        do throws(Fault) {
            try Self.write(bytes, to: descriptor)
        } catch {
            _ = ftruncate(descriptor, off_t(length))
            _ = lseek(descriptor, off_t(length), SEEK_SET)
            throw error
        }
        guard fdatasync(descriptor) == 0 else { throw Fault(call: "fdatasync", number: errno) }
        length += bytes.count
    }

    func erase() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        length = 0
        _ = unsafe unlink(path)
        _ = unsafe unlink(path + ".new")
        syncFolder()
    }

    /// The name is as durable as the bytes only when the folder is.
    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Fault) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(descriptor, all.baseAddress.map { unsafe $0 + written }, all.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Fault(call: "write", number: count == 0 ? ENOSPC : errno) }
            written += count
        }
    }
}
