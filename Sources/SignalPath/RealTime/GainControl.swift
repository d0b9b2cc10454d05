/// Brings speech to one level, slowly, and only while the person talks and the loudspeaker does not.
///
/// Pipeline thread; no allocation.
struct GainControl {
    /// dB now added.
    private(set) var decibels: Float = 0
    private var applied: Float = 1
    /// What the limiter leaves.
    private var limit: Float = 1
    private static let ceiling: Float = 29_204

    /// Works on 10 ms in place. `level` is the block's own, `learns` allows the gain to move.
    mutating func apply(
        _ samples: inout MutableSpan<Int16>, level: Level, learns: Bool, settings: GainSettings
    ) {
        if settings.isOn, learns { follow(level.rms, settings) }
        if !settings.isOn { decibels = 0 }
        let target = amplitude(decibels: decibels)
        guard target != 1 || applied != 1 || limit < 1 else { return }
        let step = (target - applied) / Float(max(1, samples.count))
        for index in 0..<samples.count {
            applied += step
            samples[index] = limited(Float(samples[index]) * applied)
        }
        applied = target
    }

    /// 3 dB a second up, 6 down.
    private mutating func follow(_ rms: Float, _ settings: GainSettings) {
        guard rms > -60 else { return }
        let wanted = min(max(settings.targetDecibels - rms, 0), settings.mostDecibels)
        decibels += min(max(wanted - decibels, -0.06), 0.03)
    }

    private mutating func limited(_ sample: Float) -> Int16 {
        let size = abs(sample)
        limit = min(1, limit + (1 - limit) * 0.0006)
        if size * limit > Self.ceiling { limit = Self.ceiling / size }
        return Int16(max(-32_767, min(32_767, sample * limit)))
    }
}
