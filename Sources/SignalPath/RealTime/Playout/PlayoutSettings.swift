#if canImport(Glibc)
    import Glibc
#endif

/// How the loudspeaker sounds. Changes are ramped.
package struct PlayoutSettings: BitwiseCopyable, Sendable, Equatable {
    /// 1 leaves the sound as it came.
    package var volume: Float = 1
    /// How much quieter, while somebody else may be talking.
    package var duckDecibels: Float = 0
    /// No sample goes beyond this, in dB of full scale.
    package var ceilingDecibels: Float = -6
    package var fadeMilliseconds: Float = 5
    package var rampMilliseconds: Float = 50
    /// Sound gathered before an answer goes on that had run dry.
    package var cushionMilliseconds: Int32 = 60

    package init() {}

    /// The nearest settings that make sense.
    var sane: PlayoutSettings {
        var sane = self
        sane.volume = volume.isFinite ? min(max(volume, 0), 4) : 1
        sane.duckDecibels = duckDecibels.isFinite ? min(max(duckDecibels, 0), 60) : 0
        sane.ceilingDecibels = ceilingDecibels.isFinite ? min(max(ceilingDecibels, -60), 0) : -6
        sane.fadeMilliseconds = fadeMilliseconds.isFinite ? min(max(fadeMilliseconds, 1), 10) : 5
        sane.rampMilliseconds = rampMilliseconds.isFinite ? min(max(rampMilliseconds, 1), 1_000) : 50
        sane.cushionMilliseconds = min(max(cushionMilliseconds, 0), 1_000)
        return sane
    }
}

/// Amplitude ratio of a level in dB.
func amplitude(decibels: Float) -> Float { pow(10, decibels / 20) }

/// Level in dB of a power ratio; −100 for none.
func decibels(power: Float) -> Float { power > 1e-10 ? 10 * log10(power) : -100 }
