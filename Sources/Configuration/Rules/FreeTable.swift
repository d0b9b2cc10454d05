/// A value whose meaning this program does not know: handed on as JSON.
package indirect enum FreeValue: Sendable, Equatable {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case list([FreeValue])
    case table([String: FreeValue])
}

extension FreeValue {
    /// Nil for dates, and where it nests too deep.
    init?(_ node: TomlNode, depth: Int = 0) {
        guard depth < 8 else { return nil }
        switch node.content {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        case .float(let number) where number.isFinite: self = .number(number)
        case .boolean(let flag): self = .boolean(flag)
        case .float, .date: return nil
        case .array(let nodes):
            let values = nodes.compactMap { FreeValue($0, depth: depth + 1) }
            guard values.count == nodes.count else { return nil }
            self = .list(values)
        case .table(let entries):
            var values: [String: FreeValue] = [:]
            for entry in entries {
                guard let value = FreeValue(entry.value, depth: depth + 1) else { return nil }
                values[entry.key] = value
            }
            self = .table(values)
        }
    }

    var tomlText: String {
        switch self {
        case .string(let text): TomlText.string(text)
        case .integer(let number): String(number)
        // A whole number must stay a number with a point.
        case .number(let number): "\(number)"
        case .boolean(let flag): String(flag)
        case .list(let values): TomlText.list(values.map(\.tomlText))
        case .table(let values):
            TomlText.table(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.tomlText) })
        }
    }

    /// As JSON, for the wire.
    package var json: JSONText {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .list(let values): .array(values.map(\.json))
        case .table(let values):
            .object(values.sorted { $0.key < $1.key }.map { JSONText.Member(name: $0.key, value: $0.value.json) })
        }
    }
}

extension Rule where Value == [String: FreeValue] {
    /// Keys that are handed on as they are.
    static let free = Rule(
        type: "table, handed on as it is", range: "no dates; at most 8 levels",
        schema: .object(["type": .string("object")]),
        samples: ["{}", "{ a = 1, b = { c = [true, \"x\"] } }"],
        decode: { node, misfits in
            guard case .table(let values)? = FreeValue(node) else {
                misfits.add(.type, "expected a table without dates, found \(node.kindName)", at: node)
                return nil
            }
            return values
        }, encode: { FreeValue.table($0).tomlText })
}
