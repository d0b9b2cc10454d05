import Configuration
import ControlProtocol
import ControlServer
import Diagnostics
import LiveAudio
import Sound

extension DaemonCommands {
    func devices() async throws(ControlError) -> AudioDevices.Result {
        let isInUse = cards.card != nil
        let sound = await cards.look(store.settings)
        if let trouble = sound.server.trouble { throw ControlError(.serverDown, "the sound server \(trouble)") }
        func list(_ direction: SoundDirection, _ chosen: String?) -> [AudioDevice] {
            sound.devices.filter { $0.direction == direction }.map { device in
                AudioDevice(device, isChosen: device.name == chosen, isInUse: isInUse)
            }
        }
        return AudioDevices.Result(sources: list(.capture, sound.source), sinks: list(.playback, sound.sink))
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
