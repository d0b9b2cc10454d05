/// The configuration's files in the order in which they are read, for eyes: what may be a secret is hidden.
package struct FileListing: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        package let path: String
        package let lines: [String]
    }

    package let files: [File]
    /// Switched off by an empty file of the same name or a link to /dev/null.
    package let masked: [String]
    /// What could not be read, or must not be.
    package let problems: [Problem]
    /// The file that was named is not there.
    package let isMissing: Bool

    /// - Parameter owners: user ids besides root that may own the files.
    package init(_ places: ConfigurationPlaces, from source: any FileSource = LinuxFiles(), owners: Set<UInt32>) {
        let found = FileCollection(places, from: source, owners: owners)
        files = found.files.map { File(path: $0.path, lines: Self.lines(of: $0.bytes)) }
        (masked, problems, isMissing) = (found.masked, found.problems, found.isMissing)
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        // What ends with a line's end has no line behind it.
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        var hidden = HiddenValue()
        return lines.map { line in
            hidden.shown(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
        }
    }
}

/// Follows a secret's value over the lines that it takes: a text of several lines, a list, a table.
private struct HiddenValue {
    /// What ends the text that is open: three quotes of either kind.
    private var quotes: String?
    /// Brackets and braces that are open.
    private var depth = 0

    mutating func shown(_ line: String) -> String {
        if quotes != nil || depth > 0 {
            follow(line[...])
            return SecretNames.placeholder
        }
        let shown = SecretNames.masked(line)
        let head = shown.dropLast(SecretNames.placeholder.count + 1)
        if shown.hasSuffix(SecretNames.placeholder), line.hasPrefix(head) { follow(line.dropFirst(head.count)) }
        return shown
    }

    /// Brackets inside of plain strings count too: a line too many is hidden rather than one too few.
    private mutating func follow(_ text: Substring) {
        var rest = text
        while let first = rest.first {
            if let end = quotes {
                guard let found = rest.firstRange(of: end) else { return }
                rest = rest[found.upperBound...]
                quotes = nil
            } else if let start = ["\"\"\"", "'''"].first(where: rest.hasPrefix) {
                quotes = start
                rest = rest.dropFirst(3)
            } else {
                if "[{".contains(first) { depth += 1 }
                if "]}".contains(first) { depth = max(0, depth - 1) }
                rest = rest.dropFirst()
            }
        }
    }
}
