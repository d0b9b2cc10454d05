import FoundationEssentials

/// The checkout these tests were built from.
enum Repository {
    static let root: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    static func text(_ path: String) throws -> String {
        let data = try Data(contentsOf: URL(filePath: root + "/" + path))
        return String(decoding: data, as: UTF8.self)
    }

    /// Paths of all files below `folder` whose name ends in `suffix`, relative to the root.
    static func files(below folder: String, endingIn suffix: String) throws -> [String] {
        let start = root + "/" + folder
        return try FileManager.default.subpathsOfDirectory(atPath: start)
            .filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }.sorted()
    }

    /// The rows of the Markdown table between `<!-- name:begin -->` and `<!-- name:end -->`, cells trimmed, header left out.
    static func table(_ name: String, in path: String) throws -> [[String]] {
        let text = try text(path)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let begin = lines.firstIndex(of: "<!-- \(name):begin -->"),
            let end = lines.firstIndex(of: "<!-- \(name):end -->"), begin < end
        else { return [] }
        return lines[(begin + 1)..<end].filter { $0.hasPrefix("|") }.dropFirst(2).map(cells)
    }

    private static func cells(_ row: String) -> [String] {
        row.split(separator: "|").map { cell in
            var text = cell[...]
            while text.first == " " { text.removeFirst() }
            while text.last == " " { text.removeLast() }
            return String(text)
        }
    }
}
