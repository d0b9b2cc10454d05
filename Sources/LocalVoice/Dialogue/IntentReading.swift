import Configuration

/// Reads one intent of a file.
enum IntentReading {
    static func intent(_ entry: TomlEntry) throws(IntentFile.Fault) -> Intent {
        var intent = Intent(name: entry.key, examples: [])
        var examples: TomlNode?
        for member in try TomlReading.table(entry.value) {
            switch member.key {
            case "say":
                intent.examples = try TomlReading.texts(member.value)
                examples = member.value
            case "tool": intent.tool = try TomlReading.text(member.value)
            case "reply": intent.replies = try TomlReading.texts(member.value)
            case "meaning": intent.meaning = try meaning(member.value)
            case "slot":
                for slot in try TomlReading.table(member.value) { intent.slots.append(try self.slot(slot)) }
            default: throw TomlReading.unknown(member, among: ["say", "tool", "reply", "meaning", "slot"])
            }
        }
        guard let examples, !intent.examples.isEmpty else {
            throw IntentFile.Fault(entry.keyPlace, "the intent \"\(entry.key)\" needs say = [\"a way to say it\"]")
        }
        try check(intent, examples)
        if intent.tool == nil, let slot = intent.slots.first(where: { $0.kind == .ofTool }) {
            throw IntentFile.Fault(
                entry.keyPlace, "the slot \"\(slot.name)\" has its list from the tool, but there is no tool = \"name\"")
        }
        return intent
    }

    private static func check(_ intent: Intent, _ node: TomlNode) throws(IntentFile.Fault) {
        for (index, example) in intent.examples.enumerated() {
            do throws(PhrasePattern.Fault) { _ = try PhrasePattern.phrase(example, slots: intent.slots) } catch {
                let place = if case .array(let elements) = node.content { elements[index].place } else { node.place }
                throw IntentFile.Fault(place, error.description)
            }
        }
    }

    private static func meaning(_ node: TomlNode) throws(IntentFile.Fault) -> Intent.Meaning {
        let word = try TomlReading.text(node)
        let meanings: [String: Intent.Meaning] = [
            "act": .act, "help": .help, "repeat": .repetition, "stop": .stop, "yes": .yes, "no": .no,
            "greeting": .greeting,
        ]
        guard let meaning = meanings[word] else {
            throw IntentFile.Fault(
                node.place, "unknown meaning \"\(word)\"; known are \(meanings.keys.sorted().joined(separator: ", "))")
        }
        return meaning
    }

    private static func slot(_ entry: TomlEntry) throws(IntentFile.Fault) -> Slot {
        var kind: Slot.Kind?
        var slot = Slot(name: entry.key, kind: .truth)
        var standard: TomlNode?
        for member in try TomlReading.table(entry.value) {
            switch member.key {
            case "number": kind = .number(try TomlReading.range(member.value))
            case "choice": kind = .choice(try options(member.value))
            case "truth": if try TomlReading.truth(member.value) { kind = .truth }
            case "list": kind = try list(member.value)
            case "optional": slot.isRequired = try !TomlReading.truth(member.value)
            case "ask": slot.question = try TomlReading.text(member.value)
            case "default": standard = member.value
            default:
                throw TomlReading.unknown(
                    member, among: ["number", "choice", "truth", "list", "optional", "ask", "default"])
            }
        }
        guard let kind else {
            throw IntentFile.Fault(entry.keyPlace, "the slot \"\(entry.key)\" needs number, choice, truth or list")
        }
        slot.kind = kind
        slot.standard = try standard.map { node throws(IntentFile.Fault) in try value(node, of: slot) }
        return slot
    }

    private static func list(_ node: TomlNode) throws(IntentFile.Fault) -> Slot.Kind {
        guard try TomlReading.text(node) == "tool" else {
            throw IntentFile.Fault(node.place, "a list can come from the tool only: list = \"tool\"")
        }
        return .ofTool
    }

    private static func options(_ node: TomlNode) throws(IntentFile.Fault) -> [Slot.Option] {
        var options: [Slot.Option] = []
        for entry in try TomlReading.table(node) {
            options.append(Slot.Option(value: entry.key, said: try TomlReading.texts(entry.value)))
        }
        guard !options.isEmpty else { throw IntentFile.Fault(node.place, "a choice needs values") }
        return options
    }

    private static func value(_ node: TomlNode, of slot: Slot) throws(IntentFile.Fault) -> SlotValue {
        let value: SlotValue? =
            switch node.content {
            case .integer(let number): .number(number)
            case .string(let text): .text(text)
            case .boolean(let truth): .truth(truth)
            default: nil
            }
        guard let value, slot.allows(value) else {
            throw IntentFile.Fault(node.place, "the default is none of the slot's values")
        }
        return value
    }
}

extension PhrasePattern.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unclosed(let at): "a bracket is not closed, character \(at + 1)"
        case .unexpected(let character, let at): "unexpected \(character), character \(at + 1)"
        case .unknownSlot(let name): "there is no slot \"\(name)\"; write slot.\(name) = { … }"
        case .tooDeep: "brackets are nested too deeply"
        }
    }
}
