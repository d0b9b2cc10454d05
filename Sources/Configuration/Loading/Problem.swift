/// Something wrong with the configuration, with the place where it stands.
package struct Problem: Sendable, Equatable {
    package enum Severity: String, Sendable { case error, warning }

    package let severity: Severity
    /// For programs: `unknown_key`, `range`, `syntax`…
    package let code: String
    /// The key, if it is known.
    package let path: String
    /// Nil when it is about no single place.
    package let place: Place?
    package let message: String
    /// The way out.
    package var hint: String?
    /// The line of the file, with secrets hidden.
    package var excerpt: String?

    init(
        _ severity: Severity, _ code: String, path: String = "", at place: Place? = nil, _ message: String,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.place = place
        self.message = message
        self.hint = hint
    }
}

extension Problem {
    /// `file:line:column: error: key: message`, then the line with a mark below, then the way out.
    package var text: String {
        var lines = [headline]
        if let place, let excerpt {
            lines += Self.marked(excerpt, place)
        }
        if let hint { lines.append("   note: \(Visible.text(hint))") }
        return lines.joined(separator: "\n")
    }

    /// Its first line, for places that have no more.
    package var headline: String {
        let location = place.map { "\(Visible.text($0.file)):\($0.line):\($0.column): " } ?? "voicelived: "
        let key = path.isEmpty ? "" : Visible.text(path) + ": "
        return "\(location)\(severity.rawValue): \(key)\(Visible.text(message))"
    }

    /// A stable form for programs.
    package var json: JSONText {
        .object([
            "severity": .string(severity.rawValue), "file": place.map { .string($0.file) },
            "line": place.map { .integer($0.line) }, "col": place.map { .integer($0.column) }, "path": .string(path),
            "code": .string(code), "message": .string(message), "hint": hint.map { .string($0) },
        ])
    }

    private static func marked(_ line: String, _ place: Place) -> [String] {
        let number = String(place.line)
        let gutter = String(repeating: " ", count: max(0, 4 - number.count)) + number
        let shown = line.unicodeScalars.prefix(160)
        guard place.column <= shown.count + 1 else { return [] }
        // A tab stays a tab, so that the mark stands under what it means.
        let space = String(shown.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " as Character })
        let length = max(1, min(place.length, shown.count - place.column + 1))
        return [
            "\(gutter) | \(Visible.text(String(String.UnicodeScalarView(shown))))",
            "     | " + space + String(repeating: "^", count: length),
        ]
    }
}

extension [Problem] {
    /// One line that sums up, such as `voicelived: 4 errors, 1 warning in 3 files; configuration not loaded`.
    package func summary(files: Int) -> String {
        let errors = count { $0.severity == .error }
        let warnings = count - errors
        let counts = [Self.count(errors, "error"), Self.count(warnings, "warning")].compactMap { $0 }
        let verdict = errors > 0 ? "configuration not loaded" : "configuration good"
        let found = counts.isEmpty ? "no problems" : counts.joined(separator: ", ")
        return "voicelived: \(found) in \(files) \(files == 1 ? "file" : "files"); \(verdict)"
    }

    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// The order of reports: by file, line and column; what has no place comes last.
    func sorted(files: [String]) -> [Problem] {
        let rank = { (offset: Int, problem: Problem) -> (Int, Int, Int, Int) in
            guard let place = problem.place else { return (Int.max, 0, 0, offset) }
            return (files.firstIndex(of: place.file) ?? files.count, place.line, place.column, offset)
        }
        return enumerated().sorted { rank($0.offset, $0.element) < rank($1.offset, $1.element) }.map(\.element)
    }

    private static func count(_ number: Int, _ word: String) -> String? {
        number == 0 ? nil : "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}

/// Text from files on its way to a terminal.
enum Visible {
    /// Control characters but the tab, and marks that turn the direction of writing, in visible form.
    static func text(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: result.unicodeScalars.append(scalar)
            case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
