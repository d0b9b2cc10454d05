/// Loads the files on disk, all of them or nothing.
package enum ConfigReload: Method {
    package static let facts = MethodFacts(
        "config.reload", role: .admin, lane: .async, servedBy: .daemon,
        about: "Loads the files on disk, all of them or nothing.",
        errors: [.configInvalid])

    package struct Params: WireRecord, Equatable {
        /// Only say what would change.
        package var dryRun: Bool

        package init(dryRun: Bool = false) {
            self.dryRun = dryRun
        }

        package static let record = Record(
            Params.init,
            Field("dry_run", \.dryRun, "Only say what would change.", default: false))
    }

    package struct Result: WireRecord, Equatable {
        /// What changed.
        package var changed: [ConfigChange]

        package init(changed: [ConfigChange]) {
            self.changed = changed
        }

        package static let record = Record(
            Result.init,
            Field("changed", \.changed, "What changed."))
    }

    package static let example = Example(Params(dryRun: true), Result(changed: [.example]))
}
