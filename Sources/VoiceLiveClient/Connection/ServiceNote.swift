package import Conversation
package import Sound
package import WebSocket

/// What a client of a service tells about itself, for logs and counters. Holds no secret and nothing that was said.
package enum ServiceNote: Sendable, Equatable {
    case connected(EndpointName, ConnectTimings)
    case unknownEvent(String)
    case malformedEvent(String)
    /// The dialect has no such fields; an admin may have hoped for them.
    case fieldsLeftOut([String])
    case unsayable(String)
    /// The service is not told of this MCP server, and why.
    case mcpServerLeftOut(String, CredentialError)
    /// Bytes of messages, before TLS.
    case sent(bytes: Int)
    case received(bytes: Int)
}

/// Sound on its way to or from a service, before and after its coding.
package enum ServiceSound: Sendable, Equatable {
    /// The line has taken it.
    case sent([Int16], from: SampleTime, rate: StreamRate)
    case received([Int16], rate: StreamRate)
}
