import Configuration
import ControlProtocol
import Diagnostics
import Glibc
import Recording
import Sound

/// `daemon.doctor`: what the daemon can find out about itself. `voicelivectl doctor` looks from outside.
extension DaemonCommands {
    func examined(_ params: DaemonDoctor.Params) throws(ControlError) -> DaemonDoctor.Result {
        let all = configurationChecks + healthChecks + loopChecks + soundChecks + storageChecks
        guard let wanted = params.checks.map({ Set($0.map(\.name)) }), !wanted.isEmpty else {
            return DaemonDoctor.Result(checks: all)
        }
        let found = all.filter { wanted.contains($0.id) || wanted.contains(String($0.id.prefix { $0 != "." })) }
        guard !found.isEmpty else {
            let areas = Set(all.map { String($0.id.prefix { $0 != "." }) }).sorted()
            throw ControlError(
                .invalidParams, "there is no such check", hint: "areas are " + areas.joined(separator: ", "))
        }
        return DaemonDoctor.Result(checks: found)
    }

    private var configurationChecks: [DoctorCheck] {
        let report = store.check()
        guard report.ok else {
            return [
                DoctorCheck(
                    id: "config.files", status: .fail, text: report.problems.first?.message ?? "the files have errors",
                    fix: "voicelivectl config check says all")
            ]
        }
        let changed = store.runtimePaths
        return [
            report.problems.first.map {
                DoctorCheck(
                    id: "config.files", status: .warn, text: $0.message, fix: $0.hint ?? "voicelivectl config check")
            } ?? DoctorCheck(id: "config.files", status: .ok, text: "no problem"),
            changed.isEmpty
                ? DoctorCheck(id: "config.runtime", status: .ok, text: "nothing was set while running")
                : DoctorCheck(
                    id: "config.runtime", status: .warn,
                    text: "set while running, gone with the next start: " + changed.joined(separator: ", "),
                    fix: "write them into a file, or config.unset them"),
        ]
    }

    private var healthChecks: [DoctorCheck] {
        let troubles = instruments.health.snapshot()
        guard !troubles.isEmpty else { return [DoctorCheck(id: "health.all", status: .ok, text: "no lasting trouble")] }
        return troubles.map { entry in
            DoctorCheck(
                id: "health." + entry.warning.code, status: .warn, text: entry.warning.title, fix: entry.warning.hint)
        }
    }

    private var loopChecks: [DoctorCheck] {
        health().loops.map { loop in
            DoctorCheck(
                id: "loop." + loop.name, status: .ok,
                text: loop.excuse.map { "waits: \($0)" } ?? "\(loop.ageMilliseconds) ms")
        }
    }

    private var soundChecks: [DoctorCheck] {
        guard let sound = board.read().sound else {
            return [DoctorCheck(id: "audio.card", status: .skip, text: "the sound card is not in use")]
                + calibration(nil)
        }
        let isReady = if case .ready = sound.server { true } else { false }
        return [
            isReady
                ? DoctorCheck(id: "audio.server", status: .ok, text: "the sound server answers")
                : DoctorCheck(
                    id: "audio.server", status: .fail, text: "the sound server does not answer",
                    fix: "systemctl status voicelived-pulse")
        ] + calibration((sound.capture.device, sound.playback.device))
    }

    private func calibration(_ pair: (String?, String?)?) -> [DoctorCheck] {
        let shelf = CalibrationShelf(store.settings)
        let last: JSONValue? =
            if let microphone = pair?.0, let loudspeaker = pair?.1 { shelf.last(microphone, loudspeaker) } else {
                shelf.pairs.last
            }
        guard let last else {
            return [
                DoctorCheck(
                    id: "audio.calibration", status: .warn, text: "this pair of devices was never measured",
                    fix: "voicelivectl audio test loop")
            ]
        }
        let passed = last["passed"]?.bool ?? false
        return [
            DoctorCheck(
                id: "audio.calibration", status: passed ? .ok : .warn,
                text: "measured \(last["time"]?.string ?? "once"): \(passed ? "passed" : "failed")",
                fix: passed ? nil : "voicelivectl audio test loop says why")
        ]
    }

    private var storageChecks: [DoctorCheck] {
        let settings = store.settings
        let folder = ConfigurationFiles.instance.stateDirectory(settings)
        guard unsafe access(folder, W_OK) == 0 else {
            return [
                DoctorCheck(
                    id: "storage.state", status: .fail, text: "the state directory cannot be written",
                    fix: "check owner and mode of \(folder)")
            ]
        }
        let room = RecordingShelf(settings).room(ShelfLimits(settings.record))
        return [
            DoctorCheck(id: "storage.state", status: .ok, text: "the state directory can be written"),
            room > 0 || !settings.record.enabled
                ? DoctorCheck(id: "storage.recordings", status: .ok, text: "there is room")
                : DoctorCheck(
                    id: "storage.recordings", status: .warn, text: "recordings have no room left",
                    fix: "voicelivectl record delete, or raise record.max_total"),
        ]
    }
}
