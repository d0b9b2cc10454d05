/// A configuration as text.
extension Configuration {
    /// A file that gives this configuration: what differs from the defaults.
    package var toml: String {
        let usual = Configuration()
        return SettingTable.keys.compactMap { key in
            let text = key.text(self)
            guard text != key.text(usual), let text else { return nil }
            return "\(key.name) = \(text)\n"
        }.joined()
    }
}

extension SettingKey<Configuration> {
    /// The key's value as TOML; nil for unset.
    package func valueText(_ configuration: Configuration) -> String? { text(configuration) }
}

extension EffectiveConfiguration {
    /// One row of the effective view.
    package struct Row: Sendable, Equatable {
        package let path: String
        /// As TOML; nil for unset.
        package let value: String?
        package let origin: Origin
    }

    /// Every key, or those of a section, in the order of the table.
    package func rows(section: String? = nil) -> [Row] {
        SettingTable.keys.flatMap { key -> [Row] in
            if let section, key.name != section, !key.name.hasPrefix(section + ".") { return [] }
            guard key.name == EndpointSection.path else {
                return [Row(path: key.name, value: key.text(values), origin: origin(of: key.name))]
            }
            return values.endpoints.enumerated().flatMap { index, endpoint in
                EndpointSection.keys.map {
                    Row(path: "endpoint[\(index)].\($0.name)", value: $0.text(endpoint), origin: origin(of: "endpoint"))
                }
            }
        }
    }

    /// As `config show` prints it, with origins as comments if wanted.
    package func text(section: String? = nil, withOrigins: Bool) -> String {
        let rows = rows(section: section)
        let lines = rows.map { row in (row.value.map { "\(row.path) = \($0)" } ?? "# \(row.path) is unset", row.origin)
        }
        let width = min(48, lines.map(\.0.count).max() ?? 0)
        return lines.map { line, origin in
            guard withOrigins else { return line + "\n" }
            let space = String(repeating: " ", count: max(0, width - line.count))
            return "\(line)\(space)  # \(origin.words)\n"
        }.joined()
    }
}
