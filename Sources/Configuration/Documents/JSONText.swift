/// A JSON document to be written.
package indirect enum JSONText: Sendable, Equatable {
    case object([Member])
    case array([JSONText])
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case null

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONText
    }

    static func object(_ members: KeyValuePairs<String, JSONText?>) -> JSONText {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// The text; over several lines when `indent` is given, as the indentation of its first line.
    package func text(indent: Int? = nil) -> String {
        switch self {
        case .object(let members):
            Self.block(
                members.map {
                    Self.quoted($0.name) + ":" + (indent == nil ? "" : " ")
                        + $0.value.text(indent: indent.map { $0 + 2 })
                }, "{", "}", indent)
        case .array(let elements):
            Self.block(elements.map { $0.text(indent: indent.map { $0 + 2 }) }, "[", "]", indent)
        case .string(let text): Self.quoted(text)
        case .integer(let number): String(number)
        case .number(let number): TomlText.number(number)
        case .boolean(let flag): String(flag)
        case .null: "null"
        }
    }

    private static func block(_ parts: [String], _ open: String, _ close: String, _ indent: Int?) -> String {
        guard let indent, !parts.isEmpty else { return open + parts.joined(separator: ",") + close }
        let space = String(repeating: " ", count: indent)
        return open + "\n" + parts.map { "\(space)  \($0)" }.joined(separator: ",\n") + "\n\(space)\(close)"
    }

    /// TOML's basic strings are JSON strings.
    private static func quoted(_ text: String) -> String { TomlText.string(text) }
}
