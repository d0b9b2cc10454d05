import Conversation
import Diagnostics
import VoiceLiveClient
import WebSocket

/// Puts what the service client noticed into log and counters.
struct ServiceNotes {
    private let log: Log
    private let counters: Counters
    // Looked up once: every message counts here.
    private let (sent, received): (Counter, Counter)

    init(_ log: Log, _ counters: Counters) {
        self.log = log
        self.counters = counters
        (sent, received) = (counters.linkBytes["up"], counters.linkBytes["down"])
    }

    func take(_ note: ServiceNote) {
        switch note {
        case .sent(let bytes): sent.add(UInt64(bytes))
        case .received(let bytes): received.add(UInt64(bytes))
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
