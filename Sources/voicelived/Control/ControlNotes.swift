import ControlProtocol
import ControlServer
import Diagnostics

/// Puts what the control socket noticed into log and counters.
struct ControlNotes {
    let instruments: Instruments

    func take(_ note: ControlObservation) {
        let log = instruments.log
        switch note {
        case .connected(let connection, let uid, let role):
            log(.controlClientConnected, "client \(connection.name), \(role)", .connection(connection.name), .uid(uid))
        case .disconnected(let connection):
            log(.controlClientConnected, "client \(connection.name) is gone", .connection(connection.name))
        case .refusedPeer(let uid):
            log(.controlClientRefused, "a program of uid \(uid) may not use the socket", .uid(uid))
        case .refusedConnection(let uid): log(.controlClientRefused, "too many connections", .uid(uid))
        case .badInput(let uid, let name): log(.controlClientRefused, "bad input", .uid(uid), .error(name.rawValue))
        case .slowClient(let connection, let uid):
            instruments.counters.controlSlowDisconnects[].add()
            log(.controlClientSlow, "client \(connection.name) does not read", .connection(connection.name), .uid(uid))
        case .request(let method, let error):
            instruments.counters.controlRequests[method.rawValue, error == nil ? "ok" : "error"].add()
        case .outOfDescriptors: log(.controlClientRefused, "no descriptor left for another client")
        case .eventsLost(let count): log(.logDropped, "\(count) events found no room", .count(count))
        }
    }
}
