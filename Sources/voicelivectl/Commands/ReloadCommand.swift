import ControlProtocol

extension CommandTable {
    /// What the unit's ExecReload= calls: it fails when the files do, and the old values stay.
    static let reload = Command(
        name: "reload", arguments: "[--wait=SECONDS] [--dry-run]",
        about: "Loads the files on disk, all of them or nothing, and says what changed.", values: ["wait"],
        flags: ["dry-run"]
    ) { (session) throws(Failure) in
        let seconds = try session.arguments.number("wait")
        if let seconds, !(1...3_600).contains(seconds) { throw .usage("--wait needs 1 to 3600 seconds") }
        let connection = try Connection(session.places, timeout: seconds.map { $0 * 1_000 } ?? session.timeout)
        let params = ConfigReload.Params(dryRun: session.arguments.has("dry-run"))
        let done = try connection.call(ConfigReload.self, params)
        session.show(done.wire) { _ in
            done.changed.isEmpty
                ? ["nothing changed"] : done.changed.map { "\(visible($0.path)): \(words($0.applied))" }
        }
    }

    private static func words(_ applied: ConfigChange.Applied) -> String {
        switch applied {
        case .live: "in force"
        case .nextSession: "in force from the next session"
        case .restart: "waits for a restart"
        }
    }
}
