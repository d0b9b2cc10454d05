/// Keys that somebody might use for a secret. None of them exists: secrets are credentials.
enum SecretNames {
    private static let words = ["api_key", "api-key", "apikey", "bearer", "passwd", "authorization"]
    private static let endings = ["key", "token", "password", "secret"]

    /// True for a name that stands for a secret. Ask after the table of keys: some real keys end so.
    static func contains(_ name: String) -> Bool {
        let lower = name.lowercased()
        return words.contains { lower.contains($0) } || endings.contains { lower.hasSuffix($0) }
    }

    static func misfit(at place: Place) -> Misfit {
        Misfit(
            code: .secret,
            message: "secrets do not belong here; run \"voicelivectl credential set\"", place: place,
            hint: "the key \"credential\" names a stored credential (man voicelived.toml, CREDENTIALS)")
    }

    /// The line as it may be shown: what stands behind a secret's name, or as a password in a URL, is hidden.
    static func masked(_ line: String) -> String {
        var shown = ""
        var name = ""
        for character in line {
            shown.append(character)
            // A secret is what somebody may take a header's value for.
            if "=:".contains(character) && (contains(name) || name == "headers") { return shown + " " + placeholder }
            if isWord(character) {
                if shown.dropLast().last.map({ !isWord($0) && $0 != " " && $0 != "\"" && $0 != "'" }) ?? false {
                    name = ""
                }
                name.append(character)
            } else if character != " " && character != "\"" && character != "'" && character != "\t" {
                name = ""
            }
        }
        return withoutPassword(shown)
    }

    static let placeholder = "‹secret›"

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    /// `scheme://user:password@host` without the part between.
    private static func withoutPassword(_ line: String) -> String {
        guard let at = line.lastIndex(of: "@") else { return line }
        var slashes = line.startIndex
        var found: String.Index?
        while slashes < at {
            if line[slashes...].hasPrefix("://") { found = line.index(slashes, offsetBy: 3) }
            slashes = line.index(after: slashes)
        }
        guard let found else { return line }
        return line[..<found] + placeholder + line[at...]
    }
}
