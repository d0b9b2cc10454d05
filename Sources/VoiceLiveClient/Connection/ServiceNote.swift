package import Conversation
package import WebSocket

/// What a client of a service tells about itself, for logs and counters. Holds no secret and nothing that was said.
package enum ServiceNote: Sendable, Equatable {
    case connected(EndpointName, ConnectTimings)
    case unknownEvent(String)
    case malformedEvent(String)
    /// The dialect has no such fields; an admin may have hoped for them.
    case fieldsLeftOut([String])
    case unsayable(String)
    /// Bytes of messages, before TLS.
    case sent(bytes: Int)
    case received(bytes: Int)
}
