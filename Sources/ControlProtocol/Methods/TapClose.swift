/// Ends a tap.
package enum TapClose: Method {
    package static let facts = MethodFacts(
        "tap.close", role: .observer, lane: .ordered, servedBy: .server,
        about: "Ends a tap.")

    package struct Params: WireRecord, Equatable {
        /// The tap.
        package var tap: String

        package init(tap: String) {
            self.tap = tap
        }

        package static let record = Record(
            Params.init,
            Field("tap", \.tap, "The tap.", in: 1...64))
    }
    package typealias Result = Nothing

    package static let example = Example(Params(tap: "p1"), Nothing())
}
