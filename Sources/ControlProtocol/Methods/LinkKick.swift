/// The network came back: whoever waits for it tries again at once.
package enum LinkKick: Method {
    package static let facts = MethodFacts(
        "link.kick", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Says that the network came back: a session that waits for it tries again at once.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// How the connection stood.
        package var state: LinkPhase

        package init(state: LinkPhase) {
            self.state = state
        }

        package static let record = Record(
            Result.init,
            Field("state", \.state, "How the connection stood."))
    }

    package static let example = Example(Nothing(), Result(state: .backoff))
}
