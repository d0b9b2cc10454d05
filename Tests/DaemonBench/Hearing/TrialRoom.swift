package import TestBench

/// Places to put a box, with its own loudspeaker at full volume beside its microphone.
package enum TrialRoom: String, CaseIterable, Sendable {
    case kiosk, hall, car

    /// The clocks drift apart, so that the delay grows while the trial goes on.
    package var settings: RoomSettings {
        var room = RoomSettings()
        room.memorySeconds = 60
        let noise = { Noise.fan(count: 10 * room.rate, decibels: $0, seed: 5) }
        switch self {
        case .kiosk:
            (room.echoDecibels, room.delayMilliseconds, room.driftPartsPerMillion) = (-8, 10, 60)
            room.response = RoomResponse.generated(seconds: 0.3, reverberationSeconds: 0.35, seed: 11)
            room.noise = noise(-62)
        case .hall:
            (room.echoDecibels, room.delayMilliseconds, room.driftPartsPerMillion) = (-5, 80, 110)
            room.response = RoomResponse.generated(
                seconds: 0.45, reverberationSeconds: 0.6, reflectionDecibels: -3, seed: 12)
            room.noise = noise(-58)
        case .car:
            (room.echoDecibels, room.delayMilliseconds, room.driftPartsPerMillion) = (-10, 40, 25)
            room.response = RoomResponse.generated(seconds: 0.1, reverberationSeconds: 0.08, seed: 13)
            room.noise = noise(-46)
        }
        return room
    }
}
