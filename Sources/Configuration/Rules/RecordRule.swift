extension Rule {
    /// A list of tables that are a section each, such as `[[endpoint]]`.
    static func records<Record: SettingSection>(upTo limit: Int) -> Rule where Value == [Record] {
        Rule(
            type: "tables", range: "at most \(limit)",
            schema: .object([
                "type": .string("array"), "maxItems": .integer(limit), "items": SchemaDocument.object(Record.keys),
            ]),
            samples: ["[]"],
            decode: { node, misfits in
                guard case .array(let nodes) = node.content, nodes.allSatisfy({ $0.table != nil }) else {
                    misfits.add(
                        .type, "expected tables [[\(Record.path)]], found \(node.kindName)", at: node)
                    return nil
                }
                guard nodes.count <= limit else {
                    misfits.add(.tooLong, "\(nodes.count) tables are more than the maximum \(limit)", at: node)
                    return nil
                }
                var records: [Record] = []
                for (index, node) in nodes.enumerated() {
                    misfits.inside("[\(index)]") { misfits in records.append(record(node, &misfits)) }
                }
                return misfits.all.isEmpty ? records : nil
            },
            encode: { records in
                TomlText.list(
                    records.map { record in
                        TomlText.table(changed(record).map { ($0.name, $0.text) })
                    })
            })
    }

    /// Keys that differ from their default.
    private static func changed<Record: SettingSection>(_ record: Record) -> [(name: String, text: String)] {
        Record.keys.compactMap { key in
            let text = key.text(record)
            return text == key.text(Record()) ? nil : text.map { (key.name, $0) }
        }
    }

    private static func record<Record: SettingSection>(_ node: TomlNode, _ misfits: inout Misfits) -> Record {
        var record = Record()
        for entry in node.table ?? [] {
            misfits.inside(entry.key) { misfits in
                if let key = Record.keys.first(where: { $0.name == entry.key }) {
                    key.decode(entry.value, &record, &misfits)
                } else if SecretNames.contains(entry.key) {
                    misfits.add(SecretNames.misfit(at: entry.keyPlace))
                } else {
                    let near = Nearest.word(to: entry.key, among: Record.keys.map(\.name))
                    misfits.add(
                        Misfit(
                            code: .unknownKey, message: "unknown key", place: entry.keyPlace,
                            hint: near.map { "did you mean \"\($0)\"?" }))
                }
            }
        }
        return record
    }
}
