import Sound

/// Chooses the device for one stream from what the server lists. Pure: same list, same answer.
struct DeviceSelection: Equatable, Sendable {
    var direction: SoundDirection
    var choice: DeviceChoice
    var onLost: OnDeviceLost
    var allowsMonitor = false

    /// The device to use now; `nil` when none may be used.
    ///
    /// - Parameter last: Name of the device used last, whether it is still there or not. `nil` when the choice is new.
    func device(among listed: [ListedDevice], last: String?) -> ListedDevice? {
        let candidates = listed.filter(mayBeUsed)
        if onLost == .wait, let last, !candidates.contains(where: { $0.name == last }) { return nil }
        if let preferred = preferred(among: candidates) { return preferred }
        guard choice.acceptsDefault || choice.preferences.isEmpty else { return nil }
        return fallback(among: candidates, last: last)
    }

    private func preferred(among candidates: [ListedDevice]) -> ListedDevice? {
        for preference in choice.preferences {
            if let match = candidates.first(where: { preference.matches($0.device) }) { return match }
        }
        return nil
    }

    /// The server's default; without a usable one the device in use, so that the order of the list moves nothing.
    private func fallback(among candidates: [ListedDevice], last: String?) -> ListedDevice? {
        let real = candidates.filter { !$0.isDummy && !$0.device.isMonitor }
        return real.first { $0.device.isDefault } ?? real.first { $0.name == last } ?? real.first
    }

    private func mayBeUsed(_ listed: ListedDevice) -> Bool {
        guard listed.device.direction == direction else { return false }
        guard listed.device.isMonitor else { return !listed.isDummy || isNamed(listed) }
        // A dummy's monitor records nothing but silence, for ever: refused even where monitors are allowed.
        return allowsMonitor && !listed.isDummy
    }

    private func isNamed(_ listed: ListedDevice) -> Bool {
        choice.preferences.contains(.name(listed.name))
    }
}

extension DeviceSelection {
    /// The monitor of a loudspeaker, and nothing else. Both servers name it after the loudspeaker.
    static func monitor(of loudspeaker: String?) -> DeviceSelection {
        let preferences = loudspeaker.map { [DeviceMatch.name($0 + ".monitor")] } ?? []
        return DeviceSelection(
            direction: .capture, choice: DeviceChoice(preferences: preferences, acceptsDefault: false),
            onLost: .reselect, allowsMonitor: true)
    }
}

extension DeviceMatch {
    /// Whether this is the device meant.
    func matches(_ device: SoundDevice) -> Bool {
        switch self {
        case .name(let name): device.name == name
        case .properties(let wanted): wanted.allSatisfy { device.properties[$0.key] == $0.value } && !wanted.isEmpty
        }
    }
}
