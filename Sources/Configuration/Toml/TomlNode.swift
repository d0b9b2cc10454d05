/// A stretch of a file. Lines and columns count from 1, columns in code points.
package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var column: Int
    /// Code points to underline.
    package var length: Int = 1
}

/// A value of a TOML file with the place where it stands.
package struct TomlNode: Sendable {
    package enum Content: Sendable {
        case string(String)
        case integer(Int)
        case float(Double)
        case boolean(Bool)
        case date
        case array([TomlNode])
        case table([TomlEntry])
    }

    package var content: Content
    package var place: Place

    /// What it is, for messages.
    package var kindName: String {
        switch content {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .array: "a list"
        case .table: "a table"
        }
    }

    package var table: [TomlEntry]? {
        if case .table(let entries) = content { entries } else { nil }
    }
}

/// A key with its value. The key's place is known too.
package struct TomlEntry: Sendable {
    package var key: String
    package var keyPlace: Place
    package var value: TomlNode
}
