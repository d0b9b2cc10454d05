import Conversation
import Diagnostics
import VoiceLiveClient
import WebSocket

/// Puts what the service client noticed into log and counters.
enum ServiceNotes {
    static func take(_ note: ServiceNote, _ log: Log, _ counters: Counters) {
        switch note {
        case .sent(let bytes): counters.linkBytes["up"].add(UInt64(bytes))
        case .received(let bytes): counters.linkBytes["down"].add(UInt64(bytes))
        case .connected(let endpoint, let timings):
            // The handshake of the transport is one round trip.
            counters.linkRoundTrip[].set(timings.connect.inSeconds)
            log(
                .linkUp, "\(endpoint): connected in \(timings.total)", .endpoint(endpoint.text),
                .duration(timings.total))
        case .unknownEvent(let type): log(.serviceUnknownEvent, "unknown event \(type)")
        case .malformedEvent(let why): log(.serviceError, "unreadable event: \(why)")
        case .fieldsLeftOut(let fields):
            log(.serviceUnknownEvent, "the service's dialect has no \(fields.joined(separator: ", "))")
        case .mcpServerLeftOut(let label, let why): log(.toolFailed, "the MCP server \"\(label)\" is left out: \(why)")
        case .unsayable(let why): log(.serviceError, "cannot be said in this dialect: \(why)")
        }
    }
}
