/// The table of all keys. Validation, the shipped file, the manual page, the schema, `explain` and the diff come from it.
package enum SettingTable {
    /// A table of the file and its keys, which carry their whole path.
    package struct Section: Sendable {
        /// Dotted; empty for the top.
        package let path: String
        package let about: String
        package let keys: [SettingKey<Configuration>]
    }

    /// In the order of the documents.
    package static let sections: [Section] = [
        section(\.general), section(\.control), section(\.audio), section(\.echo), section(\.noise), section(\.gain),
        section(\.speech), section(\.bargeIn), endpoints, section(\.link), section(\.conversation), section(\.turn),
        section(\.voice), section(\.transcription), section(\.tools), section(\.session), section(\.budget),
        section(\.access), section(\.record), section(\.log), section(\.local),
    ]

    package static let keys: [SettingKey<Configuration>] = sections.flatMap(\.keys)

    /// The key at a path; for a key of an endpoint or a price, the list that holds it.
    package static func key(_ path: String) -> SettingKey<Configuration>? { byPath[path] }

    /// True for keys whose value is one of a few words that this program chose.
    package static func isChoice(_ path: String) -> Bool {
        guard let key = key(path) else { return false }
        return key.type == "word"
    }

    /// True for tables that hold keys or other tables.
    static func isTable(_ path: String) -> Bool { tables.contains(path) }

    private static let endpoints = Section(
        path: "", about: EndpointSection.about,
        keys: [
            SettingKey(
                EndpointSection.path, \.endpoints, .records(upTo: 16), .nextSession,
                "The services, as [[endpoint]] tables in order of preference.")
        ])

    private static let byPath = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0) })

    private static let tables: Set<String> = Set(
        keys.flatMap { key in
            let parts = key.name.split(separator: ".")
            return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: ".") }
        })

    private static func section<S: SettingSection>(_ path: any WritableKeyPath<Configuration, S> & Sendable) -> Section
    {
        Section(path: S.path, about: S.about, keys: S.keys.map { $0.lifted(S.path, path) })
    }
}
