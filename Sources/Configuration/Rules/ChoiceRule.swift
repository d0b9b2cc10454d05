/// An enumeration that is a key's list of words.
package protocol Choice: RawRepresentable<String>, CaseIterable, Sendable, Equatable {}

extension Rule where Value: Choice {
    static var choice: Rule {
        let words = Value.allCases.map(\.rawValue)
        return Rule(
            type: "word", range: words.joined(separator: " | "),
            schema: .object(["enum": .array(words.map { .string($0) })]),
            samples: words.map { TomlText.string($0) },
            decode: { node, misfits in
                guard let text = node.text(&misfits) else { return nil }
                if let value = Value(rawValue: text) { return value }
                let near = Nearest.word(to: text, among: words)
                misfits.add(
                    .choice, "\"\(text.prefix(64))\" is not one of \(words.joined(separator: ", "))", at: node,
                    hint: near.map { "did you mean \"\($0)\"?" })
                return nil
            }, encode: { TomlText.string($0.rawValue) })
    }
}
