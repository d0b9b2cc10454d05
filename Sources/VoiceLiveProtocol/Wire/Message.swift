/// One message of the protocol: an event and its id.
package struct Message<Event: WireEvent>: Hashable, Sendable {
    /// Optional from a client, who gets it back in errors; a server always sends one.
    package var eventID: String?
    package var event: Event

    package init(_ event: Event, eventID: String? = nil) {
        self.event = event
        self.eventID = eventID
    }
}

/// What a client says.
package typealias ClientMessage = Message<ClientEvent>
/// What a server says.
package typealias ServerMessage = Message<ServerEvent>

extension Message {
    /// Reads any message of this side. An unknown type is no error; a known type with an unreadable field is.
    package init(parsing bytes: [UInt8], in dialect: Dialect) throws(WireError) {
        if let message = Event.scan(bytes) {
            self = message
            return
        }
        let json: JSONValue
        do { json = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
        guard case .object(var members) = json else { throw .notAnEvent("expected an object, found \(json.kindName)") }
        guard case .string(let type)? = members.take("type") else { throw .notAnEvent("no type") }
        let id = members.take("event_id")?.string
        guard let kind = Event.Kind(named: type) else {
            self.init(.unknown(UnknownEvent(type: type, raw: bytes)), eventID: id)
            return
        }
        var context = WireContext(dialect, writtenBy: Event.side)
        do {
            self.init(try Event(kind, members: members, in: &context), eventID: id)
        } catch {
            throw error.inside(event: type)
        }
    }

    /// Writes the message as one line of JSON without a line break.
    package func encoded(in dialect: Dialect) throws(WireError) -> EncodedMessage {
        switch event.parts {
        case .unknown(let event): return EncodedMessage(bytes: event.raw, omitted: [])
        case .known(let kind, let payload): return try encoded(kind, payload, in: dialect)
        }
    }

    private func encoded(
        _ kind: Event.Kind, _ payload: any WireObject, in dialect: Dialect
    ) throws(WireError)
        -> EncodedMessage
    {
        var context = WireContext(dialect, writtenBy: Event.side)
        let fields = payload.members(in: &context)
        guard let name = kind.name(in: dialect), context.unsayable == nil else {
            let what = [kind.rawValue, context.unsayable].compactMap(\.self).joined(separator: " with this ")
            throw .notInDialect(event: what, dialect: dialect.description)
        }
        var members = JSONObject()
        members.append("type", .string(name))
        if let eventID { members.append("event_id", .string(eventID)) }
        for member in fields.members { members.append(member.name, member.value) }
        var writer = JSONWriter()
        writer.write(members)
        return EncodedMessage(bytes: writer.bytes, omitted: context.omitted)
    }
}

/// A message as it goes on the wire.
package struct EncodedMessage: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Fields that were set but that the dialect does not have, by their Voice Live names: tell the administrator.
    package var omitted: [String]
}
