extension Rule where Value == String {
    /// Free text of at most `limit` bytes.
    static func text(upTo limit: Int = 4096) -> Rule {
        Rule(
            type: "string", range: "at most \(limit) bytes",
            schema: .object(["type": .string("string"), "maxLength": .integer(limit)]),
            samples: ["\"\"", "\"a \\\"quoted\\\" word\\n\\u0001\""],
            decode: { node, misfits in
                guard let text = node.text(&misfits) else { return nil }
                guard text.utf8.count <= limit else {
                    misfits.add(.tooLong, "\(text.utf8.count) bytes are more than the maximum \(limit)", at: node)
                    return nil
                }
                return text
            }, encode: { TomlText.string($0) })
    }

    /// Text that must have a form; `check` says what is wrong.
    static func form(
        _ type: String, _ range: String? = nil, upTo limit: Int = 512, samples: [String],
        check: @escaping @Sendable (String) -> String?
    ) -> Rule {
        Rule(
            type: type, range: range,
            schema: .object(["type": .string("string"), "maxLength": .integer(limit), "description": .string(type)]),
            samples: samples.map { TomlText.string($0) },
            decode: { node, misfits in
                guard let text = Rule.text(upTo: limit).decode(node, &misfits) else { return nil }
                if let complaint = check(text) {
                    misfits.add(.format, complaint, at: node)
                    return nil
                }
                return text
            }, encode: { TomlText.string($0) })
    }

    /// A short name: letters, digits, `.`, `_` and `-`, not beginning with a mark.
    static let name = form(
        "name", "letters, digits, '.', '_' and '-'; at most 64", upTo: 64, samples: ["a", "A-1.b_c"]
    ) { text in
        isName(text) ? nil : "must be letters, digits, '.', '_' and '-', beginning with a letter or digit"
    }

    /// An absolute path, or nothing.
    static let path = form("path", "absolute, or empty", samples: ["", "/var/lib/x y"]) { text in
        if text.isEmpty { return nil }
        if !text.hasPrefix("/") { return "must be an absolute path" }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 }) { return "must not hold control characters" }
        return text.split(separator: "/").contains("..") ? "must not hold \"..\"" : nil
    }

    /// A language tag such as `en-US`, or nothing.
    static let language = form("language tag", "such as en-US, or empty", upTo: 35, samples: ["", "en-US", "de"]) {
        text in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy { part in
            (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        return text.isEmpty || (isTag && (2...3).contains(parts[0].count))
            ? nil : "must be a language tag such as en-US"
    }
}

/// Names of endpoints, profiles, credentials.
func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
    let isWordByte = { (byte: UInt8) in
        ("a"..."z").contains(Character(UnicodeScalar(byte | 0x20))) || (0x30...0x39).contains(byte)
    }
    return isWordByte(first) && text.utf8.allSatisfy { isWordByte($0) || [0x2E, 0x5F, 0x2D].contains($0) }
}

extension TomlNode {
    func text(_ misfits: inout Misfits) -> String? {
        if case .string(let text) = content { return text }
        misfits.add(.type, "expected a string in quotes, found \(kindName)", at: self)
        return nil
    }
}
