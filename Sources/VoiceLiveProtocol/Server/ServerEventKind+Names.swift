extension ServerEventKind {
    private static let byName = EventNames.table(of: ServerEventKind.self) { $0.naming }

    package init?(named name: String) {
        guard let kind = Self.byName[name] else { return nil }
        self = kind
    }

    package func name(in dialect: Dialect) -> String? {
        naming.name(rawValue, in: dialect)
    }
}

extension ServerEvent {
    package static var side: WireContext.Side { .server }

    package static func scan(_ bytes: [UInt8]) -> ServerMessage? {
        AudioEventScanner.audioDelta(in: bytes)
    }
}
