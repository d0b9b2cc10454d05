import ControlProtocol
import Sound

/// What subscribers know of the devices while the card is open, so that they are told of each change once.
struct ToldDevices {
    /// `nil` until the sound server said what there is.
    private var list: [SoundDevice]?
    private var chosen: [SoundDirection: String] = [:]

    /// What is new with `event`, whose outcome is `status`.
    mutating func news(_ event: SoundEvent, _ status: SoundStatus) -> [AudioDeviceChange] {
        switch event {
        case .devices(let now):
            defer { list = now }
            return list.map { changes(from: $0, to: now) } ?? []
        case .capture(.running(let stream)): return choice(of: stream.device, .capture, status)
        case .playback(.running(let stream)): return choice(of: stream.device, .playback, status)
        case .capture(.noDevice): chosen[.capture] = nil
        case .playback(.noDevice): chosen[.playback] = nil
        default: break
        }
        return []
    }

    private func changes(from before: [SoundDevice], to now: [SoundDevice]) -> [AudioDeviceChange] {
        func without(_ others: [SoundDevice], _ device: SoundDevice) -> Bool {
            !others.contains { $0.name == device.name && $0.direction == device.direction }
        }
        return before.filter { without(now, $0) }.map { change(.removed, $0) }
            + now.filter { without(before, $0) }.map { change(.added, $0) }
    }

    private func change(_ change: AudioDeviceChange.Change, _ device: SoundDevice) -> AudioDeviceChange {
        AudioDeviceChange(
            change: change, direction: AudioDirection(device.direction),
            device: AudioDevice(device, isChosen: change == .chosen, isInUse: change == .chosen))
    }

    /// A running stream tells its latency again and again; a device is chosen once.
    private mutating func choice(
        of name: String, _ direction: SoundDirection, _ status: SoundStatus
    ) -> [AudioDeviceChange] {
        guard chosen[direction] != name,
            let device = status.devices.first(where: { $0.name == name && $0.direction == direction })
        else { return [] }
        chosen[direction] = name
        return [change(.chosen, device)]
    }
}

extension AudioDirection {
    init(_ direction: SoundDirection) {
        self = direction == .capture ? .input : .output
    }
}

extension AudioDevice {
    init(_ device: SoundDevice, isChosen: Bool, isInUse: Bool) {
        self.init(
            name: device.name, desc: device.description,
            state: isChosen && isInUse ? "running" : device.isDefault ? "default" : "idle",
            monitor: device.isMonitor, chosen: isChosen)
    }
}
