/// Where a field stands in each dialect. Most have one name everywhere and are written as a plain string literal.
package struct WireKey: Sendable, ExpressibleByStringLiteral {
    /// The name in Voice Live's dated versions; also the name used in reports and errors.
    let voiceLive: String
    /// The first dated version that has the field.
    let since: APIVersion?
    /// The name in OpenAI's beta; nil where it has none.
    let beta: String?
    /// The way to the field in OpenAI's GA shape, from the outside in; nil where it has none.
    let ga: [String]?
    /// True for the fields only OpenAI has.
    let onlyOpenAI: Bool
    private let isUniform: Bool

    package init(stringLiteral name: String) {
        (voiceLive, since, beta, ga, onlyOpenAI, isUniform) = (name, nil, name, nil, false, true)
    }

    /// A field whose place differs. `ga` is a path with dots, such as `audio.output.voice`.
    init(
        _ voiceLive: String, since: APIVersion? = nil, beta: String? = nil, ga: String? = nil, onlyOpenAI: Bool = false
    ) {
        self.voiceLive = voiceLive
        self.since = since
        self.beta = beta
        self.ga = ga?.split(separator: ".").map(String.init)
        self.onlyOpenAI = onlyOpenAI
        isUniform = false
    }

    /// A field of all three dialects by one name, from a certain dated version on.
    static func common(_ name: String, since: APIVersion? = nil) -> WireKey {
        WireKey(name, since: since, beta: name, ga: name)
    }

    /// A field that only Voice Live has.
    static func voiceLive(_ name: String, since: APIVersion? = nil) -> WireKey {
        WireKey(name, since: since)
    }

    /// A field that an object of this kind does not have: read if it comes, never written.
    static func nowhere(_ name: String) -> WireKey {
        WireKey(name, onlyOpenAI: true)
    }

    /// Where to write the field in `dialect`; nil where the dialect has no such field.
    func place(in dialect: Dialect) -> Place? {
        if isUniform { return .name(voiceLive) }
        switch dialect {
        case .voiceLive(let version):
            return onlyOpenAI || since.map { version < $0 } == true ? nil : .name(voiceLive)
        case .openAIBeta:
            return beta.map { .name($0) }
        case .openAIGA:
            return ga.map { $0.count == 1 ? .name($0[0]) : .path($0) }
        }
    }

    /// Where to look for the field when reading: a version never hides what a server sent.
    func readingPlace(in dialect: Dialect) -> Place {
        if case .voiceLive = dialect { return .name(voiceLive) }
        return place(in: dialect) ?? .name(voiceLive)
    }

    enum Place {
        case name(String)
        case path([String])
    }
}
