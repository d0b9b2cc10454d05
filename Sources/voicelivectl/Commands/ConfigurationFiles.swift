import Configuration

/// The configuration as documents: its schema, and the files as they are.
extension CommandTable {
    static let configSchema = Command(
        name: "config schema", arguments: "", about: "The JSON schema of voicelived.toml, for editors and checkers."
    ) { (session) throws(Failure) in
        let text = SchemaDocument.text()
        session.terminal.result(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    static let configCat = Command(
        name: "config cat", arguments: "[FILE]",
        about: "The files that count, in the order they are read, each below its name; secrets are hidden."
    ) { (session) throws(Failure) in
        let listing = ConfigurationOnDisk.listing(session.arguments.words.first)
        session.show(listing.wire) { _ in
            listing.files.flatMap { file in ["# \(visible(file.path))"] + file.lines.map(visibleWithTabs) + [""] }
                + listing.masked.map { "# \(visible($0)) is switched off" }
        }
        listing.problems.forEach { session.terminal.talk($0.text) }
        if listing.files.isEmpty, listing.problems.isEmpty {
            session.terminal.talk("there are no files: every key has its default, see voicelivectl config show")
        }
        if listing.isMissing { throw .silent(.noInput) }
        if !listing.problems.isEmpty { throw .silent(.configuration) }
    }

    /// Tabs are of TOML, and harmless.
    private static func visibleWithTabs(_ line: String) -> String {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { visible(String($0)) }
            .joined(separator: "\t")
    }
}
