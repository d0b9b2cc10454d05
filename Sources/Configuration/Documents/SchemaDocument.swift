/// JSON Schema of the files, for editors.
package enum SchemaDocument {
    package static func text() -> String {
        var tables = Tree()
        for key in SettingTable.keys { tables.add(key.name.split(separator: ".")[...], schema(of: key)) }
        tables.add(
            ["profiles"],
            .object([
                "type": .string("object"),
                "description": .string("Sets of values, by name: [profiles.NAME.section]."),
            ]))
        guard case .object(let members) = tables.schema else { return "" }
        let head = JSONText.object([
            "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
            "title": .string("voicelived.toml"),
        ])
        guard case .object(let first) = head else { return "" }
        return JSONText.object(first + members).text(indent: 0) + "\n"
    }

    /// An object with these keys and no others.
    static func object<Root>(_ keys: [SettingKey<Root>]) -> JSONText {
        .object([
            "type": .string("object"), "additionalProperties": .boolean(false),
            "properties": .object(keys.map { JSONText.Member(name: $0.name, value: schema(of: $0)) }),
        ])
    }

    private static func schema<Root>(of key: SettingKey<Root>) -> JSONText {
        guard case .object(let members) = key.schema else { return key.schema }
        return .object(
            members.filter { $0.name != "description" } + [.init(name: "description", value: .string(key.about))])
    }

    /// Dotted names as nested tables.
    private struct Tree {
        private var names: [String] = []
        private var leaves: [String: JSONText] = [:]
        private var branches: [String: Tree] = [:]

        mutating func add(_ path: ArraySlice<Substring>, _ schema: JSONText) {
            guard let first = path.first.map(String.init) else { return }
            if leaves[first] == nil && branches[first] == nil { names.append(first) }
            if path.count == 1 {
                leaves[first] = schema
            } else {
                branches[first, default: Tree()].add(path.dropFirst(), schema)
            }
        }

        var schema: JSONText {
            .object([
                "type": .string("object"), "additionalProperties": .boolean(false),
                "properties": .object(
                    names.compactMap { name in
                        (leaves[name] ?? branches[name]?.schema).map { JSONText.Member(name: name, value: $0) }
                    }),
            ])
        }
    }
}
