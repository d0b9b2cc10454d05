/// What the dialogue does next.
package enum DialogueAct: Sendable, Equatable {
    case say(String)
    /// Call a tool; its answer comes back through `Dialogue.toolAnswered` under the same number.
    case call(tool: String, arguments: [String: SlotValue], number: Int)
    /// The person wants quiet.
    case fallSilent
}

/// A conversation by intents: what was heard goes in, what to do comes out. Pure; knows neither sound nor wire.
package struct Dialogue: Sendable {
    private let phrasebook: Phrasebook
    private var intents: [CompiledIntent]
    private var question: OpenQuestion?
    private var calls: [Int: OpenCall] = [:]
    private var nextCall = 1
    private var lastSaid: String?
    /// How often each intent was answered: replies are taken in turn.
    private var turns: [String: Int] = [:]
    private var misunderstandings = 0

    struct CompiledIntent: Sendable {
        var intent: Intent
        var phrase: Phrase
    }

    private struct OpenQuestion: Sendable {
        var intent: Intent
        var slot: Slot
        var values: [String: SlotValue]
    }

    private struct OpenCall: Sendable {
        var intent: Intent
        var values: [String: SlotValue]
    }

    /// - Parameters:
    ///   - intents: In order of preference; examples that cannot be read are an error.
    ///   - phrasebook: What the dialogue says by itself.
    package init(intents: [Intent], phrasebook: Phrasebook = Phrasebook()) throws(PhrasePattern.Fault) {
        self.phrasebook = phrasebook
        self.intents = try Self.compile(intents)
    }

    /// Takes other intents and goes on: open calls keep their answers, an open question is dropped.
    package mutating func use(_ intents: [Intent]) throws(PhrasePattern.Fault) {
        self.intents = try Self.compile(intents)
        question = nil
    }

    private static func compile(_ intents: [Intent]) throws(PhrasePattern.Fault) -> [CompiledIntent] {
        var compiled: [CompiledIntent] = []
        for intent in intents {
            var ways: [Phrase] = []
            for example in intent.examples {
                ways.append(try PhrasePattern.phrase(example, slots: intent.slots))
            }
            compiled.append(CompiledIntent(intent: intent, phrase: .choice(ways)))
        }
        return compiled
    }

    /// What may be said now. An open question adds its bare answers.
    package var grammar: Grammar {
        var entries = intents.map(\.phrase)
        if let question { entries.insert(.choice([question.slot.phrase, answerInSentence(to: question)]), at: 0) }
        return Grammar(entries: entries)
    }

    /// Tools that some intent may call.
    package var tools: Set<String> { Set(intents.compactMap(\.intent.tool)) }

    package mutating func heard(_ heard: Heard) -> [DialogueAct] {
        switch heard {
        case .words(let recognition): return understood(SpokenForm.words(of: recognition.text))
        case .somethingElse: return misunderstood()
        case .nothing: return []
        }
    }

    /// The same for typed text, which needs no recogniser.
    package mutating func read(_ text: String) -> [DialogueAct] {
        understood(SpokenForm.words(of: text))
    }

    package mutating func toolAnswered(_ number: Int, with output: ToolOutput) -> [DialogueAct] {
        guard let call = calls.removeValue(forKey: number) else { return [] }
        if output.isFailure { return say(phrasebook.toolFailed) }
        return say(reply(to: call.intent, values: call.values, result: output))
    }

    /// The answer of a tool that somebody else called.
    package mutating func tell(_ output: ToolOutput) -> [DialogueAct] {
        say(output.isFailure ? phrasebook.toolFailed : output.spoken ?? phrasebook.done)
    }

    /// A greeting with what can be asked, for a conversation that nobody has begun.
    package mutating func greet() -> [DialogueAct] {
        say(phrasebook.greeting + " " + help())
    }

    // MARK: Understanding

    private mutating func understood(_ words: [String]) -> [DialogueAct] {
        if let answered = answer(words) { return answered }
        for compiled in intents {
            if let match = PhraseMatch.match(words, with: compiled.phrase) {
                question = nil
                misunderstandings = 0
                return follow(compiled.intent, values: values(of: match, for: compiled.intent))
            }
        }
        return misunderstood()
    }

    private mutating func answer(_ words: [String]) -> [DialogueAct]? {
        guard let open = question else { return nil }
        let said: [String]?
        if PhraseMatch.match(words, with: open.slot.phrase) != nil {
            said = words
        } else {
            said = PhraseMatch.match(words, with: answerInSentence(to: open))?.slots[open.slot.name]
        }
        guard let said, let value = open.slot.value(of: said) else { return nil }
        question = nil
        misunderstandings = 0
        return follow(open.intent, values: open.values.merging([open.slot.name: value]) { $1 })
    }

    /// "to seventy degrees please" answers as well as "seventy".
    private func answerInSentence(to question: OpenQuestion) -> Phrase {
        .sequence([
            .optional(.choice([.words("to"), .words("make it"), .words("set it to"), .words("the")])),
            .slot(question.slot.name, question.slot.phrase),
            .optional(.choice([.words("degrees"), .words("percent")])), .optional(.words("please")),
        ])
    }

    private func values(of match: PhraseMatch, for intent: Intent) -> [String: SlotValue] {
        var values: [String: SlotValue] = [:]
        for slot in intent.slots {
            if let words = match.slots[slot.name], let value = slot.value(of: words) { values[slot.name] = value }
        }
        return values
    }

    private mutating func misunderstood() -> [DialogueAct] {
        misunderstandings += 1
        if let question { return say(question.slot.question ?? phrasebook.askAgain) }
        return say(misunderstandings == 1 ? phrasebook.notUnderstood : phrasebook.notUnderstood + " " + help())
    }

    // MARK: Acting

    private mutating func follow(_ intent: Intent, values given: [String: SlotValue]) -> [DialogueAct] {
        switch intent.meaning {
        case .help: return say(help())
        case .repetition: return say(lastSaid ?? phrasebook.nothingToRepeat)
        case .stop: return [.fallSilent]
        case .act, .yes, .no, .greeting: break
        }
        var values = given
        for slot in intent.slots where values[slot.name] == nil {
            if let standard = slot.standard {
                values[slot.name] = standard
            } else if slot.isRequired {
                question = OpenQuestion(intent: intent, slot: slot, values: values)
                return say(slot.question ?? phrasebook.ask(for: slot.name))
            }
        }
        guard let tool = intent.tool else { return say(reply(to: intent, values: values, result: nil)) }
        let number = nextCall
        nextCall += 1
        calls[number] = OpenCall(intent: intent, values: values)
        return [.call(tool: tool, arguments: values, number: number)]
    }

    private mutating func reply(to intent: Intent, values: [String: SlotValue], result: ToolOutput?) -> String {
        let turn = turns[intent.name, default: 0]
        turns[intent.name] = turn + 1
        for offset in intent.replies.indices {
            let template = intent.replies[(turn + offset) % intent.replies.count]
            if let text = ReplyTemplate.fill(template, slots: values, result: result) { return text }
        }
        return result?.spoken ?? phrasebook.done
    }

    private func help() -> String {
        let sayable = intents.filter { $0.intent.meaning == .act }.compactMap { $0.phrase.shortestExample }
        return sayable.isEmpty ? phrasebook.noHelp : phrasebook.youCanSay(Array(sayable.prefix(4)))
    }

    private mutating func say(_ text: String) -> [DialogueAct] {
        lastSaid = text
        return [.say(text)]
    }
}

extension Phrase {
    /// One short way to say it, for help texts.
    package var shortestExample: String? {
        switch self {
        case .words(let text): return text
        case .sequence(let parts):
            let needed = parts.filter { if case .optional = $0 { false } else { true } }
            let said = needed.compactMap(\.shortestExample)
            return said.isEmpty || said.count < needed.count ? nil : said.joined(separator: " ")
        case .choice(let parts): return parts.lazy.compactMap(\.shortestExample).first
        case .optional: return nil
        case .slot(_, .choice(let parts)): return parts.isEmpty ? nil : parts[parts.count / 2].shortestExample
        case .slot(_, let part): return part.shortestExample
        case .rule: return nil
        }
    }
}
