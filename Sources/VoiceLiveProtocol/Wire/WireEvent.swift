/// The names of one side's events.
package protocol EventKind: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// The name to send in `dialect`; nil where it has no such event.
    func name(in dialect: Dialect) -> String?

    /// The event of a name in any dialect: a peer that mixes them is understood.
    init?(named name: String)
}

/// One side's events: what `Message` reads and writes.
package protocol WireEvent: Hashable, Sendable {
    associatedtype Kind: EventKind

    static var side: WireContext.Side { get }

    init(_ kind: Kind, members: JSONObject, in context: inout WireContext) throws(WireError)

    var parts: EventParts<Kind> { get }

    /// Reads the side's audio event without a tree; nil for every other event and for anything unusual.
    static func scan(_ bytes: [UInt8]) -> Message<Self>?

    static func unknown(_ event: UnknownEvent) -> Self
}

/// An event taken apart for writing.
package enum EventParts<Kind: EventKind> {
    case known(Kind, any WireObject)
    case unknown(UnknownEvent)
}

extension WireEvent {
    /// The event's type as it is called in Voice Live, or as it came when we do not know it.
    package var type: String {
        switch parts {
        case .known(let kind, _): kind.rawValue
        case .unknown(let event): event.type
        }
    }
}

/// An event of a type we do not know, with the bytes it came in. Printing one tells its type and size only.
package struct UnknownEvent: Hashable, Sendable {
    package var type: String
    /// The whole message as it was read.
    package var raw: [UInt8]

    package init(type: String, raw: [UInt8]) {
        self.type = type
        self.raw = raw
    }
}

extension UnknownEvent: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(type) ‹\(raw.count) bytes›" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
