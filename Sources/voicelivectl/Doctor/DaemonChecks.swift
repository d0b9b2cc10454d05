import ControlProtocol

/// What the daemon says of itself. Says so first when it does not answer; everything else is looked at all the same.
struct DaemonChecks {
    let session: Session

    func findings() -> [Finding] {
        do throws(Failure) {
            let connection = try session.connect()
            let status = try connection.call(DaemonStatus.self, DaemonStatus.Params())
            let health = try connection.call(DaemonHealth.self, DaemonHealth.Params())
            return [.ok("daemon.answers", "version \(status.version), \(status.state.rawValue)")]
                + [Self.version(status.version)].compactMap(\.self) + status.degraded.map(trouble)
                + health.loops.compactMap { loop($0, among: health.loops) } + [sound(status)]
        } catch {
            return [
                .fail(
                    "daemon.answers", error.message,
                    fix: error.hint ?? "systemctl start voicelived, or name its socket with --socket")
            ]
        }
    }

    /// The package was renewed and the daemon was not started anew, or two of them are on the machine.
    static func version(_ daemons: String) -> Finding? {
        guard daemons != Voicelivectl.version else { return nil }
        return .warn(
            "daemon.version", "the daemon is of version \(daemons), this program of \(Voicelivectl.version)",
            fix: "systemctl restart voicelived; if that is not enough, install both from one package")
    }

    private func trouble(_ trouble: Degradation) -> Finding {
        .warn("daemon." + trouble.code, trouble.text, fix: trouble.hint)
    }

    /// A loop that is late and has no excuse is about to be restarted by the service manager.
    /// The pipeline waits with the capture that feeds it.
    private func loop(_ loop: LoopHealth, among all: [LoopHealth]) -> Finding? {
        let id = "daemon.loop." + loop.name
        let feeder = loop.name == "pipeline" ? all.first { $0.name == "capture" }?.excuse : nil
        if let excuse = loop.excuse ?? feeder { return .ok(id, "waits: \(excuse)") }
        guard loop.ageMilliseconds > 5_000 else { return nil }
        return .fail(
            id, "no sign of life for \(loop.ageMilliseconds) ms",
            fix: "it is restarted by itself; if not: systemctl restart voicelived")
    }

    private func sound(_ status: DaemonStatus.Result) -> Finding {
        let audio = status.audio
        if audio.muted || audio.hardMuted {
            let fix = "voicelivectl unmute" + (audio.hardMuted ? " --hard" : "")
            return .warn("daemon.mute", "the microphone is muted", fix: fix)
        }
        return .ok(
            "daemon.sound", "\(audio.state.rawValue), in \(audio.source ?? "none"), out \(audio.sink ?? "none")")
    }
}
