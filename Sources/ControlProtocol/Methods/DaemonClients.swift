/// Who is connected.
package enum DaemonClients: Method {
    package static let facts = MethodFacts(
        "daemon.clients", role: .admin, lane: .ordered, servedBy: .server,
        about: "Who is connected.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// Each connection.
        package var clients: [ClientSummary]

        package init(clients: [ClientSummary]) {
            self.clients = clients
        }

        package static let record = Record(
            Result.init,
            Field("clients", \.clients, "Each connection."))
    }

    package static let example = Example(Nothing(), Result(clients: [.example]))
}
