/// The shipped `voicelived.toml`: every key with its default, commented out.
package enum ReferenceFile {
    package static func text() -> String {
        var text = head
        for section in SettingTable.sections {
            let plain = section.keys.filter { !$0.isRecords }
            if !plain.isEmpty {
                text += "\n\n" + comment(section.about)
                if !section.path.isEmpty { text += "[\(section.path)]\n" }
                for key in plain { text += "\n" + entry(key, name: local(key.name, section), Configuration()) }
            }
            for key in section.keys where key.isRecords { text += records(key.name) }
        }
        return text
    }

    private static let head =
        comment(
            """
            voicelived.toml: settings of voicelived. Every key stands here with its default; take the # away and change it. \
            Put your own file in /etc/voicelived/voicelived.toml, or short files in /etc/voicelived/voicelived.toml.d/. \
            Check it with: voicelived --check-config. See voicelived.toml(5).
            """)

    private static func records(_ path: String) -> String {
        switch path {
        case EndpointSection.path: table(EndpointSection())
        case MCPServerSection.path: table(MCPServerSection())
        default: table(PriceSection())
        }
    }

    private static func table<Record: SettingSection>(_ record: Record) -> String {
        "\n\n" + comment(Record.about) + "#[[\(Record.path)]]\n"
            + Record.keys.map { "\n" + entry($0, name: $0.name, record) }.joined()
    }

    private static func entry<Root>(_ key: SettingKey<Root>, name: String, _ usual: Root) -> String {
        let limits = [key.type, key.range].compactMap { $0 }.joined(separator: "; ")
        return comment("\(key.about) (\(limits); applies \(key.applies.words))")
            + "#\(name) = \(key.text(usual) ?? "")\n"
    }

    private static func local(_ path: String, _ section: SettingTable.Section) -> String {
        section.path.isEmpty ? path : String(path.dropFirst(section.path.count + 1))
    }

    private static func comment(_ text: String) -> String {
        Wrapped.lines(text, width: 116).map { "# \($0)\n" }.joined()
    }
}

extension SettingKey {
    /// True for lists of tables, which have their own part in the documents.
    var isRecords: Bool { type == "tables" }
}
