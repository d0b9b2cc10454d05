import Glibc

/// A file with a credential. One that somebody else can read or change is no secret, and is not used: whoever put it there
/// has to hear of it before others find it.
package enum CredentialFile {
    private static let longest = 16 * 1_024

    /// What the system says of an open file.
    struct Facts: Equatable {
        var owner: UInt32
        var mode: UInt32
        var isPlain: Bool
    }

    /// - Parameter owner: whose file it has to be, unless it is root's; `nil` for anybody's.
    static func read(_ path: String, of owner: UInt32?) throws(CredentialError) -> [UInt8] {
        let descriptor = try open(path, of: owner)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        return Array(bytes.prefix(count))
    }

    /// Why it is not used, besides that it cannot be read: it may still come.
    package static func fault(_ path: String, of owner: UInt32 = geteuid()) -> CredentialError? {
        do throws(CredentialError) {
            close(try open(path, of: owner))
            return nil
        } catch {
            if case .unreadable = error { return nil }
            return error
        }
    }

    private static func open(_ path: String, of owner: UInt32?) throws(CredentialError) -> Int32 {
        // Opening a pipe must not wait for its writer.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let number = errno
            close(descriptor)
            throw .unreadable(path: path, reason: reason(number))
        }
        let facts = Facts(
            owner: status.st_uid, mode: status.st_mode & 0o7777, isPlain: status.st_mode & S_IFMT == S_IFREG)
        if let fault = fault(path, facts, of: owner) {
            close(descriptor)
            throw fault
        }
        return descriptor
    }

    static func fault(_ path: String, _ facts: Facts, of owner: UInt32?) -> CredentialError? {
        guard facts.isPlain else { return .unreadable(path: path, reason: "is not a regular file") }
        let isRoots = facts.owner == 0
        if let owner, facts.owner != owner, !isRoots {
            return .foreign(path: path, owner: facts.owner, expected: owner)
        }
        // Root may let a group read; so the service manager's access lists look, too. Nobody else may.
        let closed: UInt32 = isRoots && owner != 0 ? 0o027 : 0o077
        return facts.mode & closed == 0 ? nil : .exposed(path: path, mode: facts.mode)
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}
