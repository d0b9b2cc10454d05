/// Gives up one of this connection's own requests that has not been answered.
package enum RpcCancel: Method {
    package static let facts = MethodFacts(
        "rpc.cancel", role: .observer, lane: .priority, servedBy: .server,
        about: "Gives up one of this connection's own requests that has not been answered.",
        calledBy: .requester)

    package struct Params: WireRecord, Equatable {
        /// The request's id.
        package var id: JSONValue

        package init(id: JSONValue) {
            self.id = id
        }

        package static let record = Record(
            Params.init,
            Field("id", \.id, "The request's id."))
    }

    package struct Result: WireRecord, Equatable {
        /// False when it was answered already or never made.
        package var cancelled: Bool

        package init(cancelled: Bool) {
            self.cancelled = cancelled
        }

        package static let record = Record(
            Result.init,
            Field("cancelled", \.cancelled, "False when it was answered already or never made."))
    }

    package static let example = Example(Params(id: 7), Result(cancelled: true))
}
