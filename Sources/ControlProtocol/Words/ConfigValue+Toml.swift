extension ConfigValue {
    /// A value as configuration files write it. Most of TOML's values are JSON's too; a table on one line is not, and
    /// travels as text.
    package init(path: String, toml: String?, origin: String?) {
        let value = toml.map { text in (try? JSONParser.parse(Array(text.utf8))) ?? .string(text) }
        self.init(path: path, value: value ?? .null, origin: origin)
    }

    /// As a file would say it; `nil` for what no file can say.
    package static func toml(_ value: JSONValue) -> String? {
        switch value {
        case .null: return nil
        case .array(let elements):
            let texts = elements.compactMap(toml)
            return texts.count == elements.count ? "[" + texts.joined(separator: ", ") + "]" : nil
        case .object(let object):
            let texts = object.members.compactMap { member in
                toml(member.value).map { JSONWriter.text(of: .string(member.name)) + " = " + $0 }
            }
            return texts.count == object.members.count ? "{ " + texts.joined(separator: ", ") + " }" : nil
        default: return JSONWriter.text(of: value)
        }
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
