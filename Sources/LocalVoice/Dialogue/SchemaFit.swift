/// Fits a written intent to the tool that the client registered: what can be said is what the tool can be given.
enum SchemaFit {
    /// `nil` when the tool needs something that the intent does not hear, or nothing of the intent can be said any more.
    static func fit(_ intent: Intent, to tool: ToolDescription?) -> Intent? {
        var fitted = intent
        guard let tool, tool.namesParameters else {
            fitted.slots = intent.slots.map { $0.kind == .ofTool ? silenced($0) : $0 }
            return isSayable(fitted) ? fitted : nil
        }
        fitted.slots = intent.slots.map { slot in
            let parameter = tool.parameters.first { $0.name == slot.name }
            return parameter.flatMap { fit(slot, to: $0) } ?? silenced(slot)
        }
        let heard = Set(fitted.slots.filter { $0.kind != .choice([]) }.map(\.name))
        guard tool.parameters.allSatisfy({ !$0.isRequired || heard.contains($0.name) }), isSayable(fitted) else {
            return nil
        }
        return fitted
    }

    /// A slot that the tool does not have: the ways to say it go, it is neither asked for nor sent.
    private static func silenced(_ slot: Slot) -> Slot { Slot(name: slot.name, kind: .choice([]), isRequired: false) }

    /// `nil` when no value of the slot's is one of the parameter's.
    private static func fit(_ slot: Slot, to parameter: ToolDescription.Parameter) -> Slot? {
        guard let kind = kind(of: slot, for: parameter) else { return nil }
        var fitted = slot
        fitted.kind = kind
        fitted.standard = [parameter.standard, slot.standard].compactMap(\.self).first { fitted.allows($0) }
        // What the intent took for granted is left to the tool if that knows no such value.
        let isWanted = slot.isRequired && (slot.standard == nil || fitted.standard != nil)
        fitted.isRequired = parameter.isRequired || isWanted
        return fitted
    }

    private static func kind(of slot: Slot, for parameter: ToolDescription.Parameter) -> Slot.Kind? {
        switch (slot.kind, parameter.kind) {
        case (.number(let range), .number): numbers(range, parameter)
        case (.choice(let options), .choice(let values)): choice(options, values)
        case (.choice, .text): slot.kind
        case (.ofTool, .anything): nil
        case (_, .anything): slot.kind
        default: ToolIntent.slot(for: parameter)?.kind
        }
    }

    /// The ends that the client gave, and the intent's where it gave none.
    private static func numbers(_ range: ClosedRange<Int>, _ parameter: ToolDescription.Parameter) -> Slot.Kind? {
        guard case .number(let standard) = parameter.kind else { return nil }
        let low = parameter.least == nil ? range.lowerBound : standard.lowerBound
        let high = parameter.most == nil ? range.upperBound : standard.upperBound
        return .number(low <= high ? low...high : standard)
    }

    /// The client's values. Those that the intent has too keep the ways to say them, the others are said as they are called.
    private static func choice(_ options: [Slot.Option], _ values: [String]) -> Slot.Kind? {
        let names = values.map { ToolIntent.words(of: $0) }
        let fitted = zip(values, names).compactMap { value, words -> Slot.Option? in
            let own = words.isEmpty ? [] : [words.joined(separator: " ")]
            let written = options.first { $0.value == value || ToolIntent.words(of: $0.value) == words }
            // A word that is another value's name means that value.
            let said = (written?.said ?? []).filter { way in
                let way = SpokenForm.words(of: way)
                return way == words || !names.contains(way)
            }
            let ways = said.isEmpty ? own : said
            return ways.isEmpty ? nil : Slot.Option(value: value, said: ways)
        }
        return fitted.isEmpty ? nil : .choice(fitted)
    }

    static func isSayable(_ intent: Intent) -> Bool {
        intent.examples.contains { (try? PhrasePattern.phrase($0, slots: intent.slots))?.isSayable == true }
    }
}

extension Phrase {
    /// Whether there is a way to say it.
    fileprivate var isSayable: Bool {
        switch self {
        case .words, .optional, .rule: true
        case .sequence(let parts): parts.allSatisfy(\.isSayable)
        case .choice(let parts): parts.contains(where: \.isSayable)
        case .slot(_, let part): part.isSayable
        }
    }
}
