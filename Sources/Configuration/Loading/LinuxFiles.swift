import Glibc

/// The machine's files.
package struct LinuxFiles: FileSource {
    package init() {}

    package func read(_ path: String) -> FileContent {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.reason(errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return .unreadable(Self.reason(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFCHR: return .masked
        default: return .unreadable("is not a regular file")
        }
        guard let bytes = Self.bytes(of: descriptor, size: Int(status.st_size)) else {
            return .unreadable(Self.reason(errno))
        }
        return .file(bytes: bytes, owner: status.st_uid, mode: status.st_mode & 0o7777)
    }

    package func names(in directory: String) -> [String]? {
        guard let handle = unsafe opendir(directory) else { return errno == ENOENT || errno == ENOTDIR ? [] : nil }
        defer { _ = unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    /// One byte more than is allowed tells that there is too much.
    private static func bytes(of descriptor: Int32, size: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: min(size, FileContent.largest) + 1)
        var count = 0
        while count < bytes.count {
            let more = unsafe bytes.withUnsafeMutableBytes { all in
                unsafe Glibc.read(descriptor, all.baseAddress.map { unsafe $0 + count }, all.count - count)
            }
            if more < 0 && errno == EINTR { continue }
            guard more >= 0 else { return nil }
            if more == 0 { break }
            count += more
        }
        return Array(bytes[..<count])
    }

    private static func reason(_ number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}
