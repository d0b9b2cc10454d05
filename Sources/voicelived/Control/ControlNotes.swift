import ControlProtocol
import ControlServer
import Diagnostics
import Synchronization

/// Puts what the control socket noticed into log and counters. Called on the socket's thread.
final class ControlNotes: Sendable {
    private let instruments: Instruments
    private let board: StatusBoard
    private let roles = Mutex<[ConnectionID: Role]>([:])

    init(instruments: Instruments, board: StatusBoard) {
        self.instruments = instruments
        self.board = board
    }

    func take(_ note: ControlObservation) {
        let log = instruments.log
        switch note {
        case .connected(let connection, let uid, let role):
            count { $0[connection] = role }
            log(.controlClientConnected, "client \(connection.name), \(role)", .connection(connection.name), .uid(uid))
        case .disconnected(let connection):
            count { $0[connection] = nil }
            log(.controlClientConnected, "client \(connection.name) is gone", .connection(connection.name))
        case .refusedPeer(let uid):
            log(.controlClientRefused, "a program of uid \(uid) may not use the socket", .uid(uid))
        case .refusedConnection(let uid): log(.controlClientRefused, "too many connections", .uid(uid))
        case .badInput(let uid, let name): log(.controlClientRefused, "bad input", .uid(uid), .error(name.rawValue))
        case .slowClient(let connection, let uid, let isNews):
            instruments.counters.controlSlowDisconnects[].add()
            guard isNews else { break }
            log(.controlClientSlow, "client \(connection.name) does not read", .connection(connection.name), .uid(uid))
        case .request(let method, let error, let uid):
            instruments.counters.controlRequests[method.rawValue, error == nil ? "ok" : "error"].add()
            guard let error, Self.isAboutRights(error) else { break }
            log(.accessDenied, "\(method.rawValue) was refused to uid \(uid)", .uid(uid), .error(error.rawValue))
        case .outOfDescriptors: log(.controlClientRefused, "no descriptor left for another client")
        case .dropped(let latest, let frames):
            instruments.counters.controlDropped["latest"].add(UInt64(latest))
            instruments.counters.controlDropped["drop"].add(UInt64(frames))
        case .eventsLost(let count): log(.logDropped, "\(count) events found no room", .count(count))
        }
    }

    private static func isAboutRights(_ error: ErrorName) -> Bool {
        switch error {
        case .denied, .role, .topic, .notOwner, .lease: true
        default: false
        }
    }

    private func count(_ body: (inout [ConnectionID: Role]) -> Void) {
        let present = roles.withLock { roles in
            body(&roles)
            return roles
        }
        board.change { $0.clients = present.count }
        for role in Role.allCases {
            instruments.counters.controlConnections[role.rawValue].set(Double(present.values.count { $0 == role }))
        }
    }
}
