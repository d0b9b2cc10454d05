import Glibc
import Synchronization

/// The recogniser's dictionary, left on the disk: 134,000 words would cost each session 22 MB, and a dialogue knows some
/// hundred.
///
/// May be used by any thread. A look-up reads the file once through, which takes some milliseconds.
package final class PronouncingDictionary: Sendable {
    /// Words that are remembered from look-up to look-up; clients' tools may name any.
    private static let mostKept = 4_096

    private let path: String
    private let kept = Mutex<[String: [String]]>([:])

    package init(path: String) {
        self.path = path
    }

    package var isReadable: Bool { unsafe access(path, R_OK) == 0 }

    /// The ways to say each of `words`, as phones; nothing for words that are not in it.
    package func pronunciations(of words: Set<String>) -> [String: [String]] {
        var found = kept.withLock { kept in kept.filter { words.contains($0.key) } }
        let missing = words.subtracting(found.keys)
        guard !missing.isEmpty else { return found }
        let read = Self.read(path, missing)
        kept.withLock { kept in
            if kept.count + read.count > Self.mostKept { kept = [:] }
            kept.merge(read) { $1 }
        }
        found.merge(read) { $1 }
        return found
    }

    /// `word phones`, a line each; further ways to say it are `word(2) phones`.
    private static func read(_ path: String, _ words: Set<String>) -> [String: [String]] {
        guard let file = unsafe fopen(path, "r") else { return [:] }
        defer { unsafe fclose(file) }
        // Most lines are passed over by their first two letters.
        var beginnings = Set<UInt16>()
        for word in words { beginnings.insert(beginning(Array(word.utf8) + [0])) }
        var found: [String: [String]] = [:]
        var line: UnsafeMutablePointer<CChar>?
        var room = 0
        defer { unsafe free(line) }
        while case let count = unsafe getline(&line, &room, file), count > 3, let text = unsafe line {
            let start = unsafe UInt16(UInt8(bitPattern: text[0])) << 8 | UInt16(UInt8(bitPattern: text[1]))
            guard beginnings.contains(start) || beginnings.contains(start & 0xFF00) else { continue }
            let entry = unsafe String(cString: text)
            let word = String(entry.prefix { $0 != " " && $0 != "(" })
            guard words.contains(word), let space = entry.firstIndex(of: " ") else { continue }
            found[word, default: []].append(entry[space...].trimmingPrefix(" ").filter { !$0.isNewline })
        }
        return found
    }

    /// Words of one letter begin with it and a zero.
    private static func beginning(_ bytes: [UInt8]) -> UInt16 { UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }
}
