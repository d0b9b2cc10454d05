import ControlProtocol
import Glibc

extension CommandTable {
    static let maintenance = Command(
        name: "maintenance", arguments: "[on|off] [--wait [SECONDS]]",
        about:
            "Refuses new sessions, also after a restart, until it is switched off; or tells whether it is on. --wait "
            + "lets the session that runs come to its end, 300 s unless said otherwise.",
        values: ["wait"], flags: ["wait"]
    ) { (session) throws(Failure) in
        let wish = try wish(session.arguments)
        var seconds = try session.arguments.number("wait")
        if let seconds, !(1...86_400).contains(seconds) { throw .usage("--wait needs 1 to 86400 seconds") }
        if session.arguments.has("wait"), seconds == nil { seconds = 300 }
        let connection = try session.connect()
        var told = try connection.call(DaemonMaintenance.self, DaemonMaintenance.Params(isOn: wish))
        if told.isOn, let seconds { told = try ended(connection, within: seconds) }
        session.show(told.wire) { _ in lines(told) }
        if wish != nil, !told.isKept {
            session.terminal.talk("a restart forgets this: the daemon could not write its state directory")
        }
    }

    private static func wish(_ arguments: Arguments) throws(Failure) -> Bool? {
        switch arguments.words.first {
        case nil: nil
        case "on": true
        case "off": false
        case .some(let word): throw .usage("maintenance is on or off, not \"\(visible(word))\"")
        }
    }

    private static func lines(_ told: DaemonMaintenance.Result) -> [String] {
        guard told.isOn else { return ["off"] }
        return ["on: new sessions are refused"] + (told.session.map { ["session \(visible($0)) still runs"] } ?? [])
    }

    /// Returns when no session runs, or somebody switched it off meanwhile.
    private static func ended(_ connection: Connection, within seconds: Int) throws(Failure) -> DaemonMaintenance.Result
    {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while true {
            let told = try connection.call(DaemonMaintenance.self, DaemonMaintenance.Params())
            guard told.isOn, let running = told.session else { return told }
            guard clock.now < end else {
                throw Failure(
                    .temporary, "session \(visible(running)) still runs after \(seconds) s",
                    hint: "end it: voicelivectl session stop \(visible(running))")
            }
            usleep(200_000)
        }
    }
}
