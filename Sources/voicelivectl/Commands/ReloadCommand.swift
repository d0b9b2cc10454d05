import ControlProtocol
import Glibc

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
        let done = try reload(connection, params, attempts: 5)
        session.show(done.wire) { _ in
            done.changed.isEmpty
                ? ["nothing changed"] : done.changed.map { "\(visible($0.path)): \($0.applied.words)" }
        }
    }

    /// The daemon takes one reload in half a second; a second one just waits its turn.
    private static func reload(
        _ connection: Connection, _ params: ConfigReload.Params, attempts: Int
    ) throws(Failure) -> ConfigReload.Result {
        do throws(Failure) { return try connection.call(ConfigReload.self, params) } catch {
            guard error.code == .temporary, attempts > 1 else { throw error }
            usleep(250_000)
            return try reload(connection, params, attempts: attempts - 1)
        }
    }
}
