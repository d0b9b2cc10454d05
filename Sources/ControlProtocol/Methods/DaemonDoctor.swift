/// Checks the installation and says how to repair it.
package enum DaemonDoctor: Method {
    package static let facts = MethodFacts(
        "daemon.doctor", role: .admin, lane: .async, servedBy: .daemon,
        about: "Checks the installation and says how to repair it.")

    package struct Params: WireRecord, Equatable {
        /// Only these.
        package var checks: [NamedItem]?

        package init(checks: [NamedItem]? = nil) {
            self.checks = checks
        }

        package static let record = Record(
            Params.init,
            Field("checks", \.checks, "Only these.", in: 0...64))
    }

    package struct Result: WireRecord, Equatable {
        /// Each finding.
        package var checks: [CheckReport]

        package init(checks: [CheckReport]) {
            self.checks = checks
        }

        package static let record = Record(
            Result.init,
            Field("checks", \.checks, "Each finding."))
    }

    package static let example = Example(Params(), Result(checks: [.example]))
}
