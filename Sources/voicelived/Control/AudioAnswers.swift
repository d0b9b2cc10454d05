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

    func mute(_ params: AudioMute.Params, from client: ControlClient) throws(ControlError) -> AudioMute.Result {
        guard params.direction == .input else { return muteLoudspeaker(params) }
        let now = try mute.set(
            params.isOn, hard: params.hard, by: client.uid, isAdmin: client.role == .admin)
        cards.card?.mute(now.isMuted)
        board.change { $0.mute = now }
        let state = now.isHard ? "muted by hand" : now.isMuted ? "muted" : "open"
        instruments.log(.audioMuted, "the microphone is \(state)", .uid(client.uid))
        publishAudio()
        return AudioMute.Result(isOn: now.isMuted)
    }

    private func muteLoudspeaker(_ params: AudioMute.Params) -> AudioMute.Result {
        cards.card?.audio.muteLoudspeaker(params.isOn)
        board.change { $0.isLoudspeakerMuted = params.isOn }
        instruments.log(.audioMuted, params.isOn ? "the loudspeaker is muted" : "the loudspeaker is open")
        return AudioMute.Result(isOn: params.isOn)
    }

    func publishAudio() {
        if let state = board.audioNews() { instruments.megaphone.target?.publish(state) }
    }

    func volume(_ params: AudioVolume.Params) -> AudioVolume.Result {
        if let decibels = params.decibels {
            cards.card?.audio.setVolume(decibels: decibels)
            board.change { $0.volumeDecibels = decibels }
        }
        return AudioVolume.Result(
            decibels: board.read().volumeDecibels, limitDecibels: store.settings.audio.volumeCeiling)
    }
}
