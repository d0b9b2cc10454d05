import Glibc

/// What is asked of a file system here, with its errors in words. Never follows a link to write.
enum DiskFile {
    struct Facts {
        var bytes: Int
        /// Seconds since 1970.
        var written: Int
    }

    /// `nil` for what is no plain file.
    static func facts(_ path: String) -> Facts? {
        var found = stat()
        guard unsafe lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        return Facts(bytes: Int(found.st_size), written: Int(found.st_mtim.tv_sec))
    }

    /// Says that it was written at this instant, in seconds since 1970.
    static func stamp(_ path: String, _ instant: Int) {
        let times = [timespec(tv_sec: instant, tv_nsec: 0), timespec(tv_sec: instant, tv_nsec: 0)]
        _ = unsafe utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    }

    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory), names.count < 65_536 {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.sorted()
    }

    /// The folder itself; its parent must be there.
    static func makeFolder(_ path: String) throws(RecordingFault) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw .last(path)
    }

    static func remove(_ path: String) throws(RecordingFault) {
        guard unsafe unlink(path) == 0 else { throw .last(path) }
    }

    static func freeBytes(_ folder: String) -> Int {
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return .max / 2 }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    static func read(_ path: String, largest: Int) throws(RecordingFault) -> [UInt8] {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last(path) }
            guard count > 0 else { return bytes }
            bytes += piece[0..<count]
            guard bytes.count <= largest else { throw .damaged(path, "is larger than \(largest >> 20) MiB") }
        }
    }

    /// The whole file or nothing.
    static func replace(_ path: String, with bytes: [UInt8]) throws(RecordingFault) {
        let draft = path + ".part"
        let descriptor = unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last(draft) }
        var fault: RecordingFault?
        do throws(RecordingFault) { try write(bytes, to: descriptor, path: draft) } catch { fault = error }
        if fault == nil, fsync(descriptor) != 0 { fault = .last(draft) }
        close(descriptor)
        if fault == nil, unsafe rename(draft, path) != 0 { fault = .last(path) }
        guard let fault else { return }
        _ = unsafe unlink(draft)
        throw fault
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(RecordingFault) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(descriptor, all.baseAddress.map { unsafe $0 + written }, all.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last(path) }
            written += count
        }
    }

    /// The directory's own entry of a renamed file, so that a power cut finds it.
    static func settle(folderOf path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension RecordingFault {
    /// The system call that failed just now.
    static func last(_ path: String) -> RecordingFault {
        if errno == ENOSPC || errno == EDQUOT { return .full("there is no room left for \(path)") }
        return .system(path, unsafe String(cString: strerror(errno)))
    }
}
