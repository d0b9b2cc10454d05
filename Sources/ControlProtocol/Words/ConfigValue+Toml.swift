extension ConfigValue {
    /// A value as configuration files write it. Most of TOML's values are JSON's too; a table on one line is not, and
    /// travels as text.
    package init(path: String, toml: String?, origin: String?) {
        let value = toml.map { text in (try? JSONParser.parse(Array(text.utf8))) ?? .string(text) }
        self.init(path: path, value: value ?? .null, origin: origin)
    }

    /// As a file would say it; `nil` for unset.
    package var toml: String? {
        switch value {
        case .null: nil
        case .string(let text) where text.hasPrefix("{") || text.hasPrefix("["): text
        default: JSONWriter.text(of: value)
        }
    }
}
