package import Sound

/// What can happen to a fake sound card, and what ends it.
package enum FakeFault: Sendable, Equatable {
    case serverDown(reason: String)
    case serverUp
    /// No error, no sound.
    case serverFrozen
    case serverThawed
    case unplugged(SoundDirection)
    case plugged(SoundDirection)
    case suspended(SoundDirection)
    case resumed(SoundDirection)
    /// So many samples never reach us, or come too late for the loudspeaker.
    case lost(SoundDirection, samples: Int)
}
