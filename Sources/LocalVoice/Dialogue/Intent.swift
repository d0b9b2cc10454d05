/// Something a person may want, with the ways to say it and what follows.
package struct Intent: Sendable, Equatable {
    package var name: String
    /// Ways to say it, as `PhrasePattern` reads them: "turn [the] lights {state}".
    package var examples: [String]
    package var slots: [Slot]
    /// The tool to call; without one the reply comes at once.
    package var tool: String?
    /// What to say when it is done; one is taken in turn. `{slot}` and `{result}` or `{result.member}` are filled in.
    package var replies: [String]
    package var meaning: Meaning

    /// What the dialogue itself does with an intent.
    package enum Meaning: String, Sendable, CaseIterable {
        case act, help, repetition, stop, yes, no, greeting
    }

    package init(
        name: String, examples: [String], slots: [Slot] = [], tool: String? = nil, replies: [String] = [],
        meaning: Meaning = .act
    ) {
        self.name = name
        self.examples = examples
        self.slots = slots
        self.tool = tool
        self.replies = replies
        self.meaning = meaning
    }
}

/// A part of an intent that varies.
package struct Slot: Sendable, Equatable {
    package var name: String
    package var kind: Kind
    package var isRequired: Bool
    /// Taken when nothing was said.
    package var standard: SlotValue?
    /// Asked when it is required and was not said.
    package var question: String?

    package enum Kind: Sendable, Equatable {
        case number(ClosedRange<Int>)
        /// These alone.
        case numbers([Int])
        case choice([Option])
        case truth
        /// What the client's tool allows. Nothing can be said for it before `SchemaFit` knows the tool.
        case ofTool
    }

    /// One value of a choice and the ways to say it.
    package struct Option: Sendable, Equatable {
        package var value: String
        package var said: [String]

        package init(value: String, said: [String]) {
            self.value = value
            self.said = said
        }
    }

    package init(
        name: String, kind: Kind, isRequired: Bool = true, standard: SlotValue? = nil, question: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.standard = standard
        self.question = question
    }
}

package enum SlotValue: Sendable, Equatable {
    case number(Int)
    case text(String)
    case truth(Bool)

    /// As it is spoken.
    package var spoken: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text.replacing("_", with: " ")
        case .truth(let truth): truth ? "on" : "off"
        }
    }
}

extension Slot {
    /// All that may be said for it.
    package var phrase: Phrase {
        switch kind {
        case .number(let range): NumberWords.phrase(for: range)
        case .numbers(let numbers): .choice(numbers.map { NumberWords.phrase(for: $0...$0) })
        case .choice(let options): .choice(options.flatMap(\.said).map(Phrase.words))
        case .truth: .choice((Self.trueWords + Self.falseWords).map(Phrase.words))
        case .ofTool: .choice([])
        }
    }

    /// The value that was said with `words`, as `phrase` allows them.
    package func value(of words: [String]) -> SlotValue? {
        switch kind {
        case .number(let range):
            return NumberWords.number(from: words).flatMap { range.contains($0) ? .number($0) : nil }
        case .numbers(let numbers):
            return NumberWords.number(from: words).flatMap { numbers.contains($0) ? .number($0) : nil }
        case .choice(let options):
            let option = options.first { $0.said.contains { SpokenForm.words(of: $0) == words } }
            return option.map { .text($0.value) }
        case .truth:
            let said = words.joined(separator: " ")
            if Self.trueWords.contains(said) { return .truth(true) }
            return Self.falseWords.contains(said) ? .truth(false) : nil
        case .ofTool: return nil
        }
    }

    /// Whether `value` is one of its values.
    package func allows(_ value: SlotValue) -> Bool {
        switch (kind, value) {
        case (.number(let range), .number(let number)): range.contains(number)
        case (.numbers(let numbers), .number(let number)): numbers.contains(number)
        case (.choice(let options), .text(let text)): options.contains { $0.value == text }
        case (.truth, .truth), (.ofTool, _): true
        default: false
        }
    }

    private static let trueWords = ["on", "yes", "true", "enabled", "up"]
    private static let falseWords = ["off", "no", "false", "disabled", "down"]
}
