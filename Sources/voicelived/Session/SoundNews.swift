import ControlProtocol
import ControlServer
import Diagnostics
import Sound

/// Tells what changed about the sound card: subscribers, log, counters, health.
struct SoundNews {
    let instruments: Instruments
    let board: StatusBoard

    func tell(_ event: SoundEvent, _ status: SoundStatus) {
        board.change { $0.sound = status }
        log(event)
        judge(status)
        switch event {
        case .server, .capture, .playback: publishState()
        case .lost(let direction, let samples): publishLoss(direction, samples, status)
        case .serverIsFrozen: instruments.soundServerIsFrozen()
        case .devices, .input: break
        }
    }

    private func publishState() {
        let audio = board.read().audio
        instruments.megaphone.target?.publish(
            AudioState(
                state: audio.state, muted: audio.muted, hardMuted: audio.hardMuted, source: audio.source,
                sink: audio.sink))
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

    private func log(_ event: SoundEvent) {
        let log = instruments.log
        switch event {
        case .server(.ready(let name)): log(.audioServerUp, "sound server \(name)")
        case .server(.down(let reason)): log(.audioServerDown, "sound server: \(reason)", .reason(reason))
        case .capture(.running(let stream)):
            log(.audioDeviceChosen, "microphone \(stream.device)", .device(stream.device))
        case .playback(.running(let stream)):
            log(.audioDeviceChosen, "loudspeaker \(stream.device)", .device(stream.device))
        case .capture(.noDevice): log(.audioNoSource, "no usable microphone")
        case .capture(.stalled(let milliseconds)): log(.audioStalled, "no frames for \(milliseconds) ms")
        case .input(let health) where health != .good: log(.audioBadSignal, "the microphone is \(health)")
        case .lost(let direction, let samples): log(.audioXrun, "\(direction.rawValue): \(samples) samples lost")
        case .serverIsFrozen: log(.audioStalled, "the sound server is frozen; restarting it is all that helps")
        default: break
        }
    }

    private func judge(_ status: SoundStatus) {
        let health = instruments.health
        if case .ready = status.server { health.clear(.soundServerDown) } else { health.report(.soundServerDown) }
        health.set(.noMicrophone, status.capture == .noDevice)
        health.set(.noLoudspeaker, status.playback == .noDevice)
        if case .stalled = status.capture { health.report(.audioStalled) } else { health.clear(.audioStalled) }
        health.set(.microphoneSilent, status.input == .silent)
        health.set(.microphoneStuck, status.input == .stuck)
        health.set(.microphoneClips, status.input == .clipped)
        if case .ordinary(let refusal)? = status.scheduling, refusal != 0 { health.report(.noRealtimePriority) }
    }
}
