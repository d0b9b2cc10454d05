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
        let owner = Self.isRootNameless && status.st_uid == Self.nobody ? 0 : status.st_uid
        return .file(bytes: bytes, owner: owner, mode: status.st_mode & 0o7777)
    }

    /// What the kernel calls all users that a user namespace does not know.
    private static let nobody: UInt32 = 65_534

    /// A user's unit runs in a namespace that knows this user alone, and root's files seem to be nobody's there. So are
    /// those of other people, but they have none in root's folders.
    private static let isRootNameless: Bool = {
        guard let map = bytes(ofProcess: "/proc/self/uid_map") else { return false }
        return !knowsRoot(String(decoding: map, as: UTF8.self))
    }()

    /// - Parameter map: a range a line: the first user inside, the first outside, how many.
    static func knowsRoot(_ map: String) -> Bool {
        map.split(separator: "\n").contains { $0.split(separator: " ").first == "0" }
    }

    private static func bytes(ofProcess path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The kernel gives no size for it.
        return bytes(of: descriptor, size: 4_095)
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
