/// What a person may say, as a tree.
package indirect enum Phrase: Sendable, Equatable {
    /// Words to be said as they stand.
    case words(String)
    /// One after another.
    case sequence([Phrase])
    /// One of them.
    case choice([Phrase])
    /// It or nothing.
    case optional(Phrase)
    /// Another rule of the grammar.
    case rule(String)
    /// A part whose words are kept under a name.
    case slot(String, Phrase)
}

/// Named rules; the recogniser listens for any one of `entries`.
package struct Grammar: Sendable, Equatable {
    package static let largestBytes = 512 * 1_024

    package private(set) var entries: [Phrase]
    package private(set) var rules: [String: Phrase]
    /// Words that are listened for lest they be taken for one of `entries`; see `Spotting`.
    package internal(set) var crowd: [String] = []

    package init(entries: [Phrase], rules: [String: Phrase] = [:]) {
        self.entries = entries
        self.rules = rules
    }

    /// Every word that may be said, in lower case, sorted.
    package var vocabulary: [String] {
        var words = Set<String>()
        for phrase in entries + Array(rules.values) { phrase.collect(into: &words) }
        if !crowd.isEmpty {
            words.formUnion(crowd)
            words.formUnion((Spotting.before + Spotting.behind).flatMap { SpokenForm.words(of: $0) })
        }
        return words.sorted()
    }

    /// The grammar in JSpeech Grammar Format, without words of `unknown`, which the recogniser cannot pronounce.
    package func jsgf(leavingOut unknown: Set<String> = []) -> String {
        var text = "#JSGF V1.0;\ngrammar dialogue;\n"
        let alternatives = entries.compactMap { $0.jsgf(leavingOut: unknown) }
        if !crowd.isEmpty, !alternatives.isEmpty { return text + spotting(alternatives, unknown) }
        text += "public <utterance> = \(alternatives.isEmpty ? "<VOID>" : alternatives.joined(separator: " | "));\n"
        for (name, phrase) in rules.sorted(by: { $0.key < $1.key }) {
            text += "<\(name)> = \(phrase.jsgf(leavingOut: unknown) ?? "<VOID>");\n"
        }
        return text
    }

    private func spotting(_ wanted: [String], _ unknown: Set<String>) -> String {
        let choice = { (list: [String]) in
            Phrase.choice(list.map { .words($0) }).jsgf(leavingOut: unknown) ?? "<NULL>"
        }
        let own = wanted.map { "/\(Spotting.favour)/ \($0)" }
        let others = crowd.filter { !unknown.contains($0) }.map { "/1/ \($0)" }
        return """
            public <utterance> = [ \(choice(Spotting.before)) ] <one> [ \(choice(Spotting.behind)) ];
            <one> = \((own + others).joined(separator: " | "));

            """
    }
}

extension Phrase {
    fileprivate func collect(into words: inout Set<String>) {
        switch self {
        case .words(let text): words.formUnion(SpokenForm.words(of: text))
        case .sequence(let parts), .choice(let parts): for part in parts { part.collect(into: &words) }
        case .optional(let part), .slot(_, let part): part.collect(into: &words)
        case .rule: break
        }
    }

    /// `nil` when nothing of it can be said.
    fileprivate func jsgf(leavingOut unknown: Set<String>) -> String? {
        switch self {
        case .words(let text):
            let words = SpokenForm.words(of: text)
            guard !words.isEmpty, unknown.isDisjoint(with: words) else { return nil }
            return words.joined(separator: " ")
        case .sequence(let parts):
            let said = parts.map { $0.jsgf(leavingOut: unknown) }
            guard !said.contains(nil), !said.isEmpty else { return nil }
            return said.compactMap { $0 }.joined(separator: " ")
        case .choice(let parts):
            let said = parts.compactMap { $0.jsgf(leavingOut: unknown) }
            return said.isEmpty ? nil : "( " + said.joined(separator: " | ") + " )"
        case .optional(let part):
            return part.jsgf(leavingOut: unknown).map { "[ " + $0 + " ]" } ?? "<NULL>"
        case .rule(let name):
            return "<\(name)>"
        case .slot(_, let part):
            return part.jsgf(leavingOut: unknown)
        }
    }
}
