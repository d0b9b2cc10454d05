/// Clients that fill a sound server up, until this object goes. They never speak: a server counts them all the same,
/// and throws them out after a minute.
package final class ClientCrowd: Sendable {
    private let members: [UnixConnection]

    init(_ members: [UnixConnection]) {
        self.members = members
    }

    /// Those that the server let in.
    package var count: Int { members.count { !$0.isClosed } }
}

extension SoundServer {
    /// Connects clients until the server refuses more. Libraries that connect now are refused.
    package func fillWithClients() throws -> ClientCrowd {
        var members: [UnixConnection] = []
        let isFull = becomesTrue(within: .seconds(5)) {
            while members.count < 200, let one = UnixConnection(socketPath) {
                members.append(one)
                if members.count % 8 == 0 { break }
            }
            return members.contains { $0.isClosed }
        }
        guard isFull else { throw SoundServerError.notReady("filling with \(members.count) clients", log: "") }
        return ClientCrowd(members.filter { !$0.isClosed })
    }
}
