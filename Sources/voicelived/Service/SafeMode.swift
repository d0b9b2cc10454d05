import Configuration
import ControlProtocol
import Diagnostics

/// How the daemon runs after several crashes in a row: nothing begins by itself, nothing is recorded, and the signal path
/// takes its plain filters. All of it are values set while running, so that `config show --origins` tells them and an
/// admin can take them back one by one. The next orderly start is an ordinary one.
enum SafeMode {
    static let settings: [(path: String, value: JSONValue)] = [
        ("dsp.aec.kind", "speex"), ("dsp.aec.remember", false), ("dsp.agc.enabled", false),
        ("speech.detector", "energy"), ("session.resume", false), ("record.enabled", false),
    ]

    private static var note: RuntimeNote { RuntimeNote("starts") }

    /// Notes a start. True when it has to be a careful one; never without a manager, who is the one that starts us again.
    static func begins() -> Bool {
        guard note.isKept else { return false }
        var ledger = CrashLedger(note.read() ?? "")
        let isCareful = ledger.begins(now: Int(BootTime.now().components.seconds))
        return note.write(ledger.text) && isCareful
    }

    /// The daemon ends because it was asked to, or by its own decision.
    static func ends() { note.remove() }
}

extension ConfigurationStore {
    /// Lays the plain settings over the files.
    func useSafeMode(now: Duration) throws(ControlError) -> [ConfigChange] {
        try override { overrides throws(ControlError) in
            for (path, value) in SafeMode.settings {
                try overrides.set(path, value, by: "safe mode", for: nil, now: now)
            }
        }
    }
}
