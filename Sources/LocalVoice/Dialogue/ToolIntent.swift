/// Makes an intent out of a tool's name and parameters, so that a tool nobody wrote sentences for can be called by voice.
///
/// `set_temperature(value, unit?)` is heard as "set the temperature to sixty eight degrees celsius".
package enum ToolIntent {
    /// `nil` when a required parameter cannot be said.
    package static func make(for tool: ToolDescription) -> Intent? {
        var slots: [Slot] = []
        for parameter in tool.parameters {
            if let slot = slot(for: parameter) {
                slots.append(slot)
            } else if parameter.isRequired {
                return nil
            }
        }
        let words = words(of: tool.name)
        guard !words.isEmpty else { return nil }
        return Intent(
            name: "tool." + tool.name, examples: [sentence(words, slots: slots)], slots: slots, tool: tool.name)
    }

    static func slot(for parameter: ToolDescription.Parameter) -> Slot? {
        let kind: Slot.Kind? =
            switch parameter.kind {
            case .number(let range): .number(range)
            case .numbers(let numbers): .numbers(numbers)
            case .choice(let values): options(values).map(Slot.Kind.choice)
            case .truth: .truth
            case .text, .anything, .unsayable: nil
            }
        return kind.map {
            Slot(name: parameter.name, kind: $0, isRequired: parameter.isRequired, standard: parameter.standard)
        }
    }

    /// Each value said by its own words; `nil` when there are none that can be said.
    private static func options(_ values: [String]) -> [Slot.Option]? {
        let options = values.compactMap { value -> Slot.Option? in
            let words = words(of: value)
            return words.isEmpty ? nil : Slot.Option(value: value, said: [words.joined(separator: " ")])
        }
        return options.isEmpty ? nil : options
    }

    /// "setCabinTemperature", "set_cabin-temperature" → set, cabin, temperature.
    static func words(of name: String) -> [String] {
        var text = ""
        for character in name {
            if character.isUppercase, text.last?.isLowercase == true { text.append(" ") }
            text.append(character.isLetter || character.isNumber ? character : " ")
        }
        return SpokenForm.words(of: text)
    }

    private static func sentence(_ words: [String], slots: [Slot]) -> String {
        let verb = words[0]
        let verbs = synonyms[verb].map { "(" + $0.joined(separator: "|") + ")" } ?? verb
        let object = words.count > 1 ? " [the] " + words.dropFirst().joined(separator: " ") : ""
        return "[please] " + verbs + object + slots.map(part).joined() + " [please]"
    }

    private static func part(for slot: Slot) -> String {
        // What a tool calls a mere value is not said by name.
        let isNamed = !["value", "amount", "level", "number", "state", "unit", "target"].contains(slot.name)
        let name = isNamed ? "[" + words(of: slot.name).joined(separator: " ") + "] " : ""
        let unit = if case .number = slot.kind { " [degrees|percent]" } else { "" }
        // Everything may be left out: what is required is asked for then.
        return " [[to|at|for|in] " + name + "{" + slot.name + "}" + unit + "]"
    }

    private static let synonyms: [String: [String]] = [
        "set": ["set", "change", "put"],
        "get": ["get", "tell me", "what is"],
        "show": ["show", "show me"],
        "turn": ["turn", "switch"],
        "start": ["start", "begin"],
        "stop": ["stop", "end"],
        "find": ["find", "find me", "where is"],
        "play": ["play"],
        "open": ["open"],
        "close": ["close", "shut"],
        "increase": ["increase", "raise", "turn up"],
        "decrease": ["decrease", "lower", "turn down"],
    ]
}
