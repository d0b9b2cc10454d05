/// When a changed key takes effect.
package enum AppliesWhen: String, Sendable, CaseIterable {
    /// At once and without a click; nothing is interrupted.
    case live
    /// At once, with a pause of at most 300 ms in the audio.
    case gap
    /// With the next session, or the next connection to the service.
    case nextSession = "next_session"
    case restart
    /// Read and checked, and nothing in this version acts on it. Writing it is a warning.
    case notYet = "not_yet"

    /// In words.
    package var words: String {
        switch self {
        case .live: "at once"
        case .gap: "at once, with a gap of at most 300 ms"
        case .nextSession: "with the next session or connection"
        case .restart: "after a restart"
        case .notYet: "in no way yet: this version does nothing with it"
        }
    }
}

/// One row of the table of keys: everything there is to know about a key of `Root`.
package struct SettingKey<Root: Sendable>: Sendable {
    /// Dotted, below the section.
    package let name: String
    package let applies: AppliesWhen
    /// What it does, in sentences.
    package let about: String
    /// The type in words, with the unit.
    package let type: String
    /// The limits in words.
    package let range: String?
    let schema: JSONText
    let samples: [String]
    /// Sets the value, or adds misfits and leaves it.
    let decode: @Sendable (TomlNode, inout Root, inout Misfits) -> Void
    /// The value as TOML; nil when the key is unset.
    let text: @Sendable (Root) -> String?
    /// Takes this key's value from the first and puts it into the second.
    let copy: @Sendable (Root, inout Root) -> Void

    init<Value>(
        _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ rule: Rule<Value>,
        _ applies: AppliesWhen,
        _ about: String
    ) {
        self.name = name
        self.applies = applies
        self.about = about
        type = rule.type
        range = rule.range
        schema = rule.schema
        samples = rule.samples
        decode = { node, root, misfits in
            if let value = rule.decode(node, &misfits) { root[keyPath: path] = value }
        }
        text = { rule.encode($0[keyPath: path]) }
        copy = { $1[keyPath: path] = $0[keyPath: path] }
    }

    /// The same key seen from the struct that holds `Root`.
    func lifted<Whole>(_ prefix: String, _ path: any WritableKeyPath<Whole, Root> & Sendable) -> SettingKey<Whole> {
        SettingKey<Whole>(
            name: prefix.isEmpty ? name : prefix + "." + name, applies: applies, about: about, type: type,
            range: range, schema: schema, samples: samples,
            decode: { node, whole, misfits in decode(node, &whole[keyPath: path], &misfits) },
            text: { text($0[keyPath: path]) }, copy: { copy($0[keyPath: path], &$1[keyPath: path]) })
    }

    private init(
        name: String, applies: AppliesWhen, about: String, type: String, range: String?, schema: JSONText,
        samples: [String], decode: @escaping @Sendable (TomlNode, inout Root, inout Misfits) -> Void,
        text: @escaping @Sendable (Root) -> String?, copy: @escaping @Sendable (Root, inout Root) -> Void
    ) {
        (self.name, self.applies, self.about, self.type) = (name, applies, about, type)
        (self.range, self.schema, self.samples) = (range, schema, samples)
        (self.decode, self.text, self.copy) = (decode, text, copy)
    }
}

/// A part of the configuration: a struct of values with defaults, and the table of its keys.
package protocol SettingSection: Sendable, Equatable {
    init()
    /// Dotted name of its table; empty for the top.
    static var path: String { get }
    /// What the section is about, in a sentence.
    static var about: String { get }
    static var keys: [SettingKey<Self>] { get }
}
