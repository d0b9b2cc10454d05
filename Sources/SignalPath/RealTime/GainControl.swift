import Sound

/// Brings speech to one level, slowly, and only while the person talks and the loudspeaker does not; then the limiter.
///
/// Pipeline thread; only `init` allocates.
struct GainControl: ~Copyable {
    /// dB now added.
    private(set) var decibels: Float = 0
    private var applied: Float = 1
    private var louder: [Float]
    private var limiter: Limiter

    init(rate: StreamRate) {
        louder = Array(repeating: 0, count: rate.blockSamples)
        limiter = Limiter(rate: rate)
    }

    /// Samples by which the sound comes later.
    func delay(_ settings: LimiterSettings) -> Int { settings.isOn ? limiter.delay : 0 }

    /// Works on 10 ms in place. `level` is the block's own, `learns` allows the gain to move.
    mutating func apply(
        _ samples: inout MutableSpan<Int16>, level: Level, learns: Bool, settings: GainSettings,
        limiter limits: LimiterSettings
    ) {
        if settings.isOn, learns { follow(level.rms, settings) }
        if !settings.isOn { decibels = 0 }
        let target = amplitude(decibels: decibels)
        let step = (target - applied) / Float(max(1, samples.count))
        for index in 0..<samples.count {
            applied += step
            louder[index] = Float(samples[index]) * applied
        }
        applied = target
        guard !limits.isOn else {
            let ceiling = 32_767 * amplitude(decibels: limits.ceilingDecibels)
            let louder = louder
            return limiter.apply(louder.span, into: &samples, ceiling: ceiling)
        }
        limiter.reset()
        for index in 0..<samples.count { samples[index] = Int16(max(-32_767, min(32_767, louder[index]))) }
    }

    /// Another microphone, another level.
    mutating func reset() { decibels = 0 }

    /// 3 dB a second up, 6 down.
    private mutating func follow(_ rms: Float, _ settings: GainSettings) {
        guard rms > -60 else { return }
        let wanted = min(max(settings.targetDecibels - rms, 0), settings.mostDecibels)
        decibels += min(max(wanted - decibels, -0.06), 0.03)
    }
}
