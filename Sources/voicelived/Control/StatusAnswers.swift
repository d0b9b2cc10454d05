import Configuration
import ControlProtocol
import Conversation
import Diagnostics

extension DaemonCommands {
    func status() -> DaemonStatus.Result {
        let now = instruments.clock.now()
        var present = board.read()
        present.session?.ageMilliseconds = (now - present.sessionBegan).wholeMilliseconds
        let troubles = instruments.health.snapshot()
        let needsKey = troubles.contains { [.needsCredential, .credentialUnsafe].contains($0.warning) }
        return DaemonStatus.Result(
            state: present.session != nil ? .inSession : needsKey ? .needsCredentials : .idle, session: present.session,
            audio: present.audio,
            link: LinkSummary(
                state: present.link.state, endpoint: present.link.endpoint,
                sinceMilliseconds: (now - present.linkSince).wholeMilliseconds),
            profile: store.settings.general.profile, degraded: troubles.map(Self.degradation),
            uptimeMilliseconds: (now - started).wholeMilliseconds, version: Voicelived.version,
            isInMaintenance: maintenance.isOn)
    }

    private static func degradation(_ entry: HealthRegister.Entry) -> Degradation {
        Degradation(
            code: entry.warning.code,
            text: entry.detail.isEmpty ? entry.warning.title : "\(entry.warning.title): \(entry.detail)",
            sinceMilliseconds: (BootTime.now() - entry.since).wholeMilliseconds, hint: entry.warning.hint)
    }

    func health() -> DaemonHealth.Result {
        let loops = supervision.loops().map { loop in
            LoopHealth(
                name: loop.loop.rawValue, ageMilliseconds: loop.age?.wholeMilliseconds ?? 0,
                excuse: loop.excuse?.reason)
        }
        return DaemonHealth.Result(ok: instruments.health.snapshot().isEmpty, loops: loops)
    }
}
