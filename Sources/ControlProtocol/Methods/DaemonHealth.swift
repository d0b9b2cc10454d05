/// Whether every loop of the daemon shows signs of life.
package enum DaemonHealth: Method {
    package static let facts = MethodFacts(
        "daemon.health", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "Whether every loop of the daemon shows signs of life.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// All is well.
        package var ok: Bool
        /// Each loop.
        package var loops: [LoopHealth]

        package init(ok: Bool, loops: [LoopHealth]) {
            self.ok = ok
            self.loops = loops
        }

        package static let record = Record(
            Result.init,
            Field("ok", \.ok, "All is well."),
            Field("loops", \.loops, "Each loop."))
    }

    package static let example = Example(Nothing(), Result(ok: true, loops: [.example]))
}
