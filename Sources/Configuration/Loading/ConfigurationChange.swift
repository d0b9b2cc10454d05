/// A key whose value differs between two configurations.
package struct ConfigurationChange: Sendable, Equatable {
    package let path: String
    /// As TOML; nil for unset.
    package let from: String?
    package let to: String?
    package let applies: AppliesWhen
}

extension ConfigurationChange {
    /// All that differs, in the order of the table.
    package static func between(_ old: Configuration, _ new: Configuration) -> [ConfigurationChange] {
        SettingTable.keys.flatMap { key -> [ConfigurationChange] in
            let (from, to) = (key.text(old), key.text(new))
            guard from != to else { return [] }
            if key.name == EndpointSection.path, old.endpoints.count == new.endpoints.count {
                return endpoints(old.endpoints, new.endpoints)
            }
            return [ConfigurationChange(path: key.name, from: from, to: to, applies: key.applies)]
        }
    }

    /// The same number of endpoints: key by key.
    private static func endpoints(_ old: [EndpointSection], _ new: [EndpointSection]) -> [ConfigurationChange] {
        zip(old, new).enumerated().flatMap { index, pair in
            EndpointSection.keys.compactMap { key in
                let (from, to) = (key.text(pair.0), key.text(pair.1))
                guard from != to else { return nil }
                return ConfigurationChange(
                    path: "endpoint[\(index)].\(key.name)", from: from, to: to, applies: key.applies)
            }
        }
    }

    /// Moments at which a reload takes effect by itself.
    package static let atOnce: Set<AppliesWhen> = [.live, .gap]

    package var json: JSONText {
        .object([
            "path": .string(path), "from": from.map { .string($0) }, "to": to.map { .string($0) },
            "applied": .string(applies.rawValue),
        ])
    }
}

extension Configuration {
    /// This configuration with the keys that apply at these moments taken from another. After a reload the daemon runs
    /// with `running.taking([.live, .gap], from: new)`, and a new session starts with `.nextSession` taken too.
    package func taking(_ moments: Set<AppliesWhen>, from other: Configuration) -> Configuration {
        var result = self
        for key in SettingTable.keys where moments.contains(key.applies) { key.copy(other, &result) }
        return result
    }
}
