import Conversation
import Diagnostics
import VoiceLiveClient
import WebSocket

/// Puts what the service client noticed into the log.
enum ServiceNotes {
    static func log(_ note: ServiceNote, to log: Log) {
        switch note {
        case .connected(let endpoint, let timings):
            log(
                .linkUp, "\(endpoint): connected in \(timings.total)", .endpoint(endpoint.text),
                .duration(timings.total))
        case .unknownEvent(let type): log(.serviceUnknownEvent, "unknown event \(type)")
        case .malformedEvent(let why): log(.serviceError, "unreadable event: \(why)")
        case .fieldsLeftOut(let fields):
            log(.serviceUnknownEvent, "the service's dialect has no \(fields.joined(separator: ", "))")
        case .unsayable(let why): log(.serviceError, "cannot be said in this dialect: \(why)")
        }
    }
}
