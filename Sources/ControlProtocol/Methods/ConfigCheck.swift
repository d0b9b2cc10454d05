/// Checks the files on disk without loading them.
package enum ConfigCheck: Method {
    package static let facts = MethodFacts(
        "config.check", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Checks the files on disk without loading them.",
        errors: [.configInvalid])

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// They could be loaded.
        package var ok: Bool
        /// All that is wrong.
        package var problems: [ConfigProblem]

        package init(ok: Bool, problems: [ConfigProblem]) {
            self.ok = ok
            self.problems = problems
        }

        package static let record = Record(
            Result.init,
            Field("ok", \.ok, "They could be loaded."),
            Field("problems", \.problems, "All that is wrong."))
    }

    package static let example = Example(Nothing(), Result(ok: false, problems: [.example]))
}
