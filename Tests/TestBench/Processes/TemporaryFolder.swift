import CTestBench

#if canImport(Glibc)
    import Glibc
#endif

/// A folder that goes, with all in it, when this object goes. Only the tester can look inside.
///
/// Its name carries the pid of its owner, so that the next run removes what a killed run left behind.
package final class TemporaryFolder: Sendable {
    package let path: String
    private static let prefix = "voicelived-bench-"
    private static let sweptOnce: Void = sweep()

    package enum CannotBeMade: Error {
        case folder(String, errno: Int32)
    }

    package init(_ purpose: String) throws(CannotBeMade) {
        _ = Self.sweptOnce
        var template = Array("\(Self.parent)/\(Self.prefix)\(getpid())-\(purpose)-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw .folder(String(decoding: template.map(UInt8.init(bitPattern:)), as: UTF8.self), errno: errno)
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        unsafe vl_remove_tree(path)
    }

    private static var parent: String {
        unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    }

    private static func sweep() {
        for name in namesInFolder(parent) where name.hasPrefix(prefix) {
            let owner = Int32(name.dropFirst(prefix.count).prefix { $0 != "-" }) ?? 0
            if owner > 0, kill(owner, 0) != 0, errno == ESRCH { unsafe vl_remove_tree(parent + "/" + name) }
        }
    }
}

/// Names of the entries of a folder; empty when it cannot be read.
package func namesInFolder(_ path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
            unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}
