import ControlProtocol
import ControlServer
import Diagnostics
import Glibc
import Sound

/// Tells what changed about the sound card: subscribers, log, counters, health.
struct SoundNews {
    let instruments: Instruments
    let board: StatusBoard

    func tell(_ event: SoundEvent, _ status: SoundStatus) {
        let before = board.read().sound
        var changes: [AudioDeviceChange] = []
        board.change { present in
            present.sound = status
            changes = present.toldDevices.news(event, status)
        }
        for change in changes { instruments.megaphone.target?.publish(change) }
        count(event, status, before: before)
        log(event, status, before: before)
        judge(status)
        switch event {
        // A running stream tells its latency again and again; that is no news of the card.
        case .server, .capture, .playback, .hushed:
            if let state = board.audioNews() { instruments.megaphone.target?.publish(state) }
        case .lost(let direction, let samples): publishLoss(direction, samples, status)
        case .serverIsFrozen: instruments.soundServerIsFrozen()
        case .devices, .input, .othersStayLoud, .lowered: break
        }
    }

    private func count(_ event: SoundEvent, _ status: SoundStatus, before: SoundStatus?) {
        let counters = instruments.counters
        let wasStalled = if case .stalled? = before?.capture { true } else { false }
        switch event {
        case .capture(.stalled) where !wasStalled: counters.audioStalls[].add()
        case .capture(.running(let stream)) where before?.capture.device.map { $0 != stream.device } ?? false,
            .playback(.running(let stream)) where before?.playback.device.map { $0 != stream.device } ?? false:
            counters.audioReconnects["device"].add()
        case .server(.ready) where before?.server != status.server && status.reconnects > 0:
            counters.audioReconnects[wasStalled ? "stalled" : "lost"].add()
        case .lost(let direction, let samples):
            counters.audioLost[direction.rawValue].add(.microseconds(samples * 1_000 / 48))
        default: break
        }
    }

    private func publishLoss(_ direction: SoundDirection, _ samples: Int, _ status: SoundStatus) {
        instruments.counters.audioXruns[direction.rawValue].add()
        board.change { $0.soundLosses += 1 }
        let milliseconds = Double(samples) / 48
        instruments.megaphone.target?.publish(
            AudioXrun(
                direction: direction == .capture ? .input : .output, lostMilliseconds: milliseconds,
                total: direction == .capture ? status.lostCapture : status.lostPlayback))
    }

    /// The card is let go: none of its troubles is anybody's any more.
    func forget() {
        for trouble in Self.troubles { instruments.health.clear(trouble) }
        board.change { $0.toldDevices = ToldDevices() }
    }

    private static let troubles: [HealthWarning] = [
        .soundServerDown, .noMicrophone, .noLoudspeaker, .audioStalled, .microphoneSilent, .microphoneStuck,
        .microphoneClips,
    ]

    /// A running stream tells its latency again and again; a device is chosen once.
    private func log(_ event: SoundEvent, _ status: SoundStatus, before: SoundStatus?) {
        let log = instruments.log
        switch event {
        case .server(.ready(let name)): log(.audioServerUp, "sound server \(name)")
        case .server(.connecting): break
        case .server(let state) where state != before?.server:
            if let trouble = state.trouble { log(.audioServerDown, "the sound server \(trouble)", .reason(trouble)) }
        case .capture(.running(let stream)) where stream.device != before?.capture.device:
            log(.audioDeviceChosen, "microphone \(stream.device)", .device(stream.device))
        case .playback(.running(let stream)) where stream.device != before?.playback.device:
            log(.audioDeviceChosen, "loudspeaker \(stream.device)", .device(stream.device))
        case .capture(.noDevice):
            // Without a server there is no telling what there is.
            guard case .ready = status.server else { break }
            logLoss(of: before?.capture.device, "microphone")
            log(.audioNoSource, "no usable microphone")
        case .capture(.opening(let device)) where device != before?.capture.device && isGone(before?.capture, status):
            logLoss(of: before?.capture.device, "microphone")
        case .playback(.noDevice):
            if case .ready = status.server { logLoss(of: before?.playback.device, "loudspeaker") }
        case .playback(.opening(let device))
        where device != before?.playback.device && isGone(before?.playback, status):
            logLoss(of: before?.playback.device, "loudspeaker")
        case .capture(.stalled(let milliseconds)): log(.audioStalled, "no frames for \(milliseconds) ms")
        case .input(let health) where health != .good: log(.audioBadSignal, "the microphone is \(health)")
        case .lost(let direction, let samples): log(.audioXrun, "\(direction.rawValue): \(samples) samples lost")
        case .othersStayLoud(let reason):
            log(.audioServerDown, "the sound server does not lower others for us: \(reason)", .reason(reason))
        case .lowered(let effects): tellLowered(effects)
        case .hushed(let direction, let isOn):
            log(.audioHushed, "the audio manager \(isOn ? "silences" : "lets go of") the \(direction.rawValue) stream")
        case .serverIsFrozen: log(.audioStalled, "the sound server is frozen; restarting it is all that helps")
        default: break
        }
    }

    /// Another may have been chosen while the one before is still there: that is no loss.
    private func isGone(_ before: SoundStreamState?, _ status: SoundStatus) -> Bool {
        guard let name = before?.device else { return false }
        return !status.devices.contains { $0.name == name }
    }

    private func logLoss(of device: String?, _ kind: String) {
        guard let device else { return }
        instruments.log(.audioDeviceLost, "\(kind) \(device) is gone", .device(device))
    }

    /// Once in a daemon's life: it lasts until its unit is changed.
    private func tellRefusal(_ number: Int32) {
        let isKnown = instruments.health.snapshot().contains { $0.warning == .noRealtimePriority }
        guard !isKnown else { return }
        instruments.health.report(.noRealtimePriority)
        let reason = unsafe String(cString: strerror(number))
        instruments.log(.audioRealtimeDenied, "no real-time priority for the audio thread: \(reason)", .reason(reason))
    }

    /// Once, until the server no longer does it: each session opens the card anew.
    private func tellLowered(_ effects: [String]) {
        let isKnown = instruments.health.snapshot().contains { $0.warning == .voiceLowered }
        instruments.health.set(.voiceLowered, !effects.isEmpty, detail: effects.joined(separator: "; "))
        guard !isKnown, let first = effects.first else { return }
        instruments.log(.audioLowered, "other programs make the daemon's voice quiet: \(first)", .reason(first))
    }

    private func judge(_ status: SoundStatus) {
        let health = instruments.health
        if case .ready = status.server {
            health.clear(.soundServerDown)
        } else {
            health.report(.soundServerDown, detail: status.server.trouble ?? "")
        }
        health.set(.noMicrophone, status.capture == .noDevice)
        health.set(.noLoudspeaker, status.playback == .noDevice)
        if case .stalled = status.capture { health.report(.audioStalled) } else { health.clear(.audioStalled) }
        health.set(.microphoneSilent, status.input == .silent)
        health.set(.microphoneStuck, status.input == .stuck)
        health.set(.microphoneClips, status.input == .clipped)
        if case .ordinary(let refusal)? = status.scheduling, refusal != 0 { tellRefusal(refusal) }
    }
}

extension ServerState {
    /// Why there is no sound; `nil` when there is.
    var trouble: String? {
        switch self {
        case .ready: nil
        case .connecting: "has not answered yet"
        case .down(let reason): "is not there: \(reason)"
        case .full: "is full (PulseAudio serves 64 clients): end programs that hold connections to it"
        case .refused: "does not let the daemon in: it must run as the same user, or share its cookie"
        }
    }
}
