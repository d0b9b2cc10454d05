import Configuration
import ControlProtocol

/// A key with its value as TOML, whoever told it.
struct ConfigurationRow: Equatable {
    var path: String
    /// `nil` for unset.
    var text: String?
    var origin: String

    init(_ row: EffectiveConfiguration.Row) {
        self.init(ConfigValue(path: row.path, toml: row.value, origin: row.origin.words))
    }

    init(_ value: ConfigValue) {
        (path, text, origin) = (value.path, value.toml, value.origin ?? "")
    }

    init(path: String, text: String?, origin: String) {
        (self.path, self.text, self.origin) = (path, text, origin)
    }

    var value: ConfigValue { ConfigValue(path: path, toml: text, origin: origin) }

    /// The configuration without any file.
    static var usual: [ConfigurationRow] {
        guard case .loaded(let effective) = ConfigurationLoader(.layered([]), owners: []).load() else { return [] }
        return effective.rows().map(ConfigurationRow.init)
    }

    /// A key that changes.
    struct Change: Equatable {
        var path: String
        var from: String?
        var to: String?
        var origin: String

        var lines: [String] {
            [from.map { "- \(path) = \(visible($0))" }, to.map { "+ \(path) = \(visible($0))  # \(visible(origin))" }]
                .compactMap { $0 }
        }

        var wire: JSONValue {
            var object = JSONObject()
            object["path"] = .string(path)
            object["from"] = from.map { .string($0) } ?? .null
            object["to"] = to.map { .string($0) } ?? .null
            object["origin"] = .string(origin)
            return .object(object)
        }
    }

    /// In the order of the new rows; keys that are gone come last.
    static func changes(from old: [ConfigurationRow], to new: [ConfigurationRow]) -> [Change] {
        let before = Dictionary(old.map { ($0.path, $0.text) }) { $1 }
        let after = Set(new.map(\.path))
        let changed = new.filter { ($0.text ?? "") != ((before[$0.path] ?? nil) ?? "") }.map {
            Change(path: $0.path, from: before[$0.path] ?? nil, to: $0.text, origin: $0.origin)
        }
        let gone = old.filter { !after.contains($0.path) && $0.text != nil }.map {
            Change(path: $0.path, from: $0.text, to: nil, origin: "")
        }
        return changed + gone
    }
}

extension [ConfigurationRow] {
    /// As `config show` prints them.
    func lines(withOrigins: Bool) -> [String] {
        let heads = map { row in row.text.map { "\(row.path) = \(visible($0))" } ?? "# \(row.path) is unset" }
        let width = Swift.min(48, heads.map(\.count).max() ?? 0)
        return zip(heads, self).map { head, row in
            guard withOrigins else { return head }
            return head + String(repeating: " ", count: Swift.max(0, width - head.count)) + "  # " + visible(row.origin)
        }
    }
}
