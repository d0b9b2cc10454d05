extension ClientEventKind {
    private static let byName = EventNames.table(of: ClientEventKind.self) { $0.naming }

    package init?(named name: String) {
        guard let kind = Self.byName[name] else { return nil }
        self = kind
    }

    package func name(in dialect: Dialect) -> String? {
        naming.name(rawValue, in: dialect)
    }
}

extension ClientEvent {
    package static var side: WireContext.Side { .client }

    package static func scan(_ bytes: [UInt8]) -> ClientMessage? {
        AudioEventScanner.audioAppend(in: bytes)
    }
}
