extension Rule {
    /// A list of at most `limit` values.
    static func list<Element>(of element: Rule<Element>, upTo limit: Int = 32) -> Rule
    where Value == [Element] {
        Rule(
            type: "list of: " + element.type,
            range: ["at most \(limit)", element.range].compactMap { $0 }.joined(separator: "; "),
            schema: .object([
                "type": .string("array"), "items": element.schema, "maxItems": .integer(limit),
            ]),
            samples: ["[]", TomlText.list(Array(element.samples.prefix(2)))],
            decode: { node, misfits in
                guard case .array(let nodes) = node.content else {
                    misfits.add(.type, "expected a list in brackets, found \(node.kindName)", at: node)
                    return nil
                }
                guard nodes.count <= limit else {
                    misfits.add(.tooLong, "\(nodes.count) entries are more than the maximum \(limit)", at: node)
                    return nil
                }
                var elements: [Element] = []
                for (index, node) in nodes.enumerated() {
                    misfits.inside("[\(index)]") { misfits in
                        if let value = element.decode(node, &misfits) { elements.append(value) }
                    }
                }
                return elements.count == nodes.count ? elements : nil
            }, encode: { TomlText.list($0.compactMap { element.encode($0) }) })
    }

    /// A table with free names and values of one kind.
    static func table<Element>(of element: Rule<Element>, upTo limit: Int = 32) -> Rule
    where Value == [String: Element] {
        Rule(
            type: "table of: " + element.type,
            range: ["at most \(limit)", element.range].compactMap { $0 }.joined(separator: "; "),
            schema: .object([
                "type": .string("object"), "additionalProperties": element.schema, "maxProperties": .integer(limit),
            ]),
            samples: ["{}"] + element.samples.prefix(1).map { TomlText.table([("a.b", $0)]) },
            decode: { node, misfits in
                guard let entries = node.flatEntries(&misfits) else { return nil }
                guard entries.count <= limit else {
                    misfits.add(.tooLong, "\(entries.count) entries are more than the maximum \(limit)", at: node)
                    return nil
                }
                var values: [String: Element] = [:]
                for (name, node) in entries {
                    misfits.inside(name) { misfits in
                        if let value = element.decode(node, &misfits) { values[name] = value }
                    }
                }
                return values.count == entries.count ? values : nil
            },
            encode: { values in
                TomlText.table(
                    values.sorted { $0.key < $1.key }.compactMap { name, value in
                        element.encode(value).map { (name, $0) }
                    })
            })
    }
}

extension TomlNode {
    /// Entries of a table; dotted names that were written without quotes are put together again.
    func flatEntries(_ misfits: inout Misfits) -> [(name: String, node: TomlNode)]? {
        guard let table else {
            misfits.add(.type, "expected a table in braces, found \(kindName)", at: self)
            return nil
        }
        return Self.flat(table, prefix: "")
    }

    private static func flat(_ entries: [TomlEntry], prefix: String) -> [(name: String, node: TomlNode)] {
        entries.flatMap { entry in
            guard let inner = entry.value.table else { return [(prefix + entry.key, entry.value)] }
            return flat(inner, prefix: prefix + entry.key + ".")
        }
    }
}
