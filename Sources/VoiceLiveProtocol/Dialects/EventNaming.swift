/// By which names an event is known, and who knows it.
struct EventNaming: Sendable {
    /// Voice Live versions that send it; nil for none.
    var voiceLive: ClosedRange<APIVersion>?
    var beta = false
    /// The name in OpenAI's GA dialect; nil where it has none. An empty name means the common one.
    var ga: String?

    private static let always = APIVersion.v2025May...APIVersion.distantFuture

    /// In all dialects by one name.
    static let everywhere = EventNaming(voiceLive: always, beta: true, ga: "")

    /// In all dialects, but OpenAI renamed it for general availability.
    static func renamed(_ ga: String) -> EventNaming {
        EventNaming(voiceLive: always, beta: true, ga: ga)
    }

    static func voiceLive(since: APIVersion = .v2025May) -> EventNaming {
        EventNaming(voiceLive: since...(.distantFuture))
    }

    /// In one preview, and gone again.
    static func preview(_ version: APIVersion) -> EventNaming {
        EventNaming(voiceLive: version...version)
    }

    static func voiceLiveAndGA(since: APIVersion = .v2025May) -> EventNaming {
        EventNaming(voiceLive: since...(.distantFuture), ga: "")
    }

    /// In a list of names, but never sent.
    static let receivedOnly = EventNaming()
    static let beta = EventNaming(beta: true)
    static let openAI = EventNaming(beta: true, ga: "")
    static let ga = EventNaming(ga: "")

    /// The name to send in `dialect`; nil where it has no such event.
    func name(_ common: String, in dialect: Dialect) -> String? {
        switch dialect {
        case .voiceLive(let version): voiceLive?.contains(version) == true ? common : nil
        case .openAIBeta: beta ? common : nil
        case .openAIGA: ga.map { $0.isEmpty ? common : $0 }
        }
    }
}

/// Looking up events by name.
enum EventNames {
    /// Every name an event has in any dialect. No name means two events.
    static func table<Kind: EventKind>(of kinds: Kind.Type, naming: (Kind) -> EventNaming) -> [String: Kind] {
        var table: [String: Kind] = [:]
        for kind in kinds.allCases {
            table[kind.rawValue] = kind
            if let name = naming(kind).ga, !name.isEmpty { table[name] = kind }
        }
        return table
    }
}
