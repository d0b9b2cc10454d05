/// What the loader needs from a file system. The contract: `read` follows links; `names` lists a directory without
/// order, is empty for one that does not exist, and nil for one that cannot be read.
package protocol FileSource: Sendable {
    func read(_ path: String) -> FileContent
    func names(in directory: String) -> [String]?
}

/// What was found at a path.
package enum FileContent: Sendable, Equatable {
    case missing
    /// With the reason in words.
    case unreadable(String)
    /// A link to /dev/null or the like: there on purpose, and empty.
    case masked
    case file(bytes: [UInt8], owner: UInt32, mode: UInt32)
}

extension FileContent {
    /// The largest file that is read.
    package static let largest = 256 << 10
}
