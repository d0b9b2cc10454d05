import Configuration
import ControlProtocol
import ControlServer
import Diagnostics
import LiveAudio
import Sound

extension DaemonCommands {
    /// Known while the card is in use; without a session the daemon does not look.
    func devices() -> AudioDevices.Result {
        guard let sound = board.read().sound else { return AudioDevices.Result(sources: [], sinks: []) }
        func list(_ direction: SoundDirection, _ chosen: String?) -> [AudioDevice] {
            sound.devices.filter { $0.direction == direction }.map { device in
                AudioDevice(
                    name: device.name, desc: device.description,
                    state: device.name == chosen ? "running" : device.isDefault ? "default" : "idle",
                    monitor: device.isMonitor, chosen: device.name == chosen)
            }
        }
        return AudioDevices.Result(
            sources: list(.capture, sound.capture.device), sinks: list(.playback, sound.playback.device))
    }

    func mute(_ params: AudioMute.Params) throws(ControlError) -> AudioMute.Result {
        guard params.direction == .input else {
            throw ControlError(.notAvailable, "only the microphone can be muted", hint: "lower the volume instead")
        }
        desk.card?.audio.mute(params.isOn)
        board.change { $0.isMuted = params.isOn }
        instruments.log(.audioMuted, params.isOn ? "the microphone is muted" : "the microphone is open")
        let audio = board.read().audio
        instruments.megaphone.target?.publish(
            AudioState(state: audio.state, muted: audio.muted, source: audio.source, sink: audio.sink))
        return AudioMute.Result(isOn: params.isOn)
    }

    func volume(_ params: AudioVolume.Params) -> AudioVolume.Result {
        if let decibels = params.decibels {
            desk.card?.audio.setVolume(decibels: decibels)
            board.change { $0.volumeDecibels = decibels }
        }
        return AudioVolume.Result(
            decibels: board.read().volumeDecibels, limitDecibels: store.settings.audio.volumeCeiling)
    }
}
