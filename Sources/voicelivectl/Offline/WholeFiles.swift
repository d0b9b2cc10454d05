import Glibc

/// All bytes of a file.
func readWhole(_ path: String, largest: Int) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path, "open") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var found = stat()
    if unsafe fstat(descriptor, &found) == 0 { bytes.reserveCapacity(min(max(0, Int(found.st_size)), largest)) }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw .file(path, "read") }
        guard count > 0 else { return bytes }
        bytes += piece[0..<count]
        guard bytes.count <= largest else { throw .tooLarge(path, largest) }
    }
}

/// Writes all of the files or none: each under another name first. What is there already and is no plain file, such as
/// a pipe or /dev/null, is written into.
func writeWhole(_ files: [(path: String, bytes: [UInt8])]) throws(Failure) {
    var waiting: [(draft: String, path: String)] = []
    var failure: Failure?
    do throws(Failure) {
        for (path, bytes) in files where isPlain(path) {
            let draft = "\(path).\(getpid()).part"
            waiting.append((draft, path))
            try write(bytes, to: draft, naming: path, O_CREAT | O_EXCL)
        }
        for (path, bytes) in files where !isPlain(path) { try write(bytes, to: path, naming: path, 0) }
    } catch {
        failure = error
    }
    for (draft, path) in waiting {
        if failure == nil, unsafe rename(draft, path) != 0 { failure = .file(path, "write") }
        if failure != nil { _ = unsafe unlink(draft) }
    }
    if let failure { throw failure }
}

/// Both paths lead to one file. Paths of files that are not there are compared as text.
func isSameFile(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return one == other }
    let isPlain = first.st_mode & S_IFMT == S_IFREG
    return isPlain && first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

private func isPlain(_ path: String) -> Bool {
    var found = stat()
    guard unsafe stat(path, &found) == 0 else { return true }
    return found.st_mode & S_IFMT == S_IFREG
}

private func write(_ bytes: [UInt8], to path: String, naming name: String, _ flags: Int32) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw .file(name, "write") }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { all in
            unsafe Glibc.write(descriptor, all.baseAddress.map { unsafe $0 + written }, all.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .file(name, "write") }
        written += count
    }
}

extension Failure {
    /// A system call on a file that failed just now.
    static func file(_ path: String, _ verb: String) -> Failure {
        let reason = unsafe String(cString: strerror(errno))
        return Failure(.io, "cannot \(verb) \(visible(path)): \(reason)")
    }

    static func tooLarge(_ path: String, _ largest: Int) -> Failure {
        Failure(.data, "\(visible(path)) is larger than \(largest >> 20) MiB", hint: "cut it into shorter pieces")
    }
}
