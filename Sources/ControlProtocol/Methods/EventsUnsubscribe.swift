/// Ends a subscription.
package enum EventsUnsubscribe: Method {
    package static let facts = MethodFacts(
        "events.unsubscribe", role: .observer, lane: .ordered, servedBy: .server,
        about: "Ends a subscription.")

    package struct Params: WireRecord, Equatable {
        /// The subscription.
        package var sub: String

        package init(sub: String) {
            self.sub = sub
        }

        package static let record = Record(
            Params.init,
            Field("sub", \.sub, "The subscription.", in: 1...64))
    }
    package typealias Result = Nothing

    package static let example = Example(Params(sub: "e1"), Nothing())
}
