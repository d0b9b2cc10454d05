import ControlProtocol
import Glibc

extension CommandTable {
    static let health = Command(
        name: "health", arguments: "[--wait [SECONDS]]",
        about: "Signs of life of each loop, and every lasting trouble. Ends with 0 when all is well, else with 1; "
            + "--wait gives it time to become well, 60 s unless said otherwise.",
        values: ["wait"], flags: ["wait"]
    ) { (session) throws(Failure) in
        var seconds = try session.arguments.number("wait")
        if let seconds, !(1...3_600).contains(seconds) { throw .usage("--wait needs 1 to 3600 seconds") }
        if session.arguments.has("wait"), seconds == nil { seconds = 60 }
        guard let seconds else {
            let report = try HealthReport(session, timeout: session.timeout)
            report.show(session)
            return try report.check()
        }
        let report = try HealthReport.first(well: session, within: seconds)
        report.show(session)
        do throws(Failure) { try report.check() } catch {
            throw Failure(error.code, "still after \(seconds) s, \(error.message)", hint: error.hint)
        }
    }
}

/// What the daemon says of itself at one time.
struct HealthReport {
    private let health: DaemonHealth.Result
    private let troubles: [Degradation]

    /// - Parameter timeout: milliseconds for each answer.
    init(_ session: Session, timeout: Int) throws(Failure) {
        let connection = try Connection(session.places, timeout: timeout)
        health = try connection.call(DaemonHealth.self, DaemonHealth.Params())
        troubles = try connection.call(DaemonStatus.self, DaemonStatus.Params()).degraded
    }

    /// The first report that is good, or the last one in that time. A daemon that is not there yet may come.
    static func first(well session: Session, within seconds: Int) throws(Failure) -> HealthReport {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while true {
            let left = Int((end - clock.now) / .milliseconds(1))
            do throws(Failure) {
                let report = try HealthReport(session, timeout: patience(session.timeout, left: left))
                if report.health.ok || left <= 0 { return report }
            } catch {
                guard error.code == .unavailable || error.code == .temporary else { throw error }
                guard left > 0 else {
                    throw Failure(error.code, "still after \(seconds) s, \(error.message)", hint: error.hint)
                }
            }
            usleep(UInt32(clamping: max(1, min(200, left)) * 1_000))
        }
    }

    /// Milliseconds for an answer when so many are left of the wait: who is asked in the last moment answers too.
    static func patience(_ timeout: Int, left: Int) -> Int { min(timeout, max(1_000, left)) }

    func show(_ session: Session) {
        session.show(health.wire) { _ in
            [health.ok ? "well" : "not well"]
                + health.loops.map { loop in
                    let age = "last sign of life \(loop.ageMilliseconds) ms ago"
                    return "  \(visible(loop.name)): \(loop.excuse.map { "not in use, \(visible($0))" } ?? age)"
                } + troubles.map { "  \(visible($0.code)): \(visible($0.text))" }
        }
    }

    func check() throws(Failure) {
        guard !health.ok else { return }
        throw Failure(
            .no, "the daemon is not well" + (troubles.first.map { ": " + visible($0.text) } ?? ""),
            hint: troubles.first.map { visible($0.hint) } ?? "voicelivectl doctor says why")
    }
}
