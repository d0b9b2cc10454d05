import Sound

/// Fades, volume and ceiling for one sample after another.
///
/// Sound thread only; no allocation.
struct PlayoutEnvelope {
    /// 0 silent, `fadeSamples` open.
    private var gate = 0
    private var level: Float = 1
    private var levelStep: Float = 0
    private var levelTarget: Float = 1
    private var ceiling: Float = 16_422
    /// What the limiter leaves of the sound.
    private var limit: Float = 1
    private var release: Float = 0

    /// Samples of a whole fade.
    private(set) var fadeSamples = 1

    mutating func apply(_ settings: PlayoutSettings, rate: StreamRate) {
        let samplesPerMillisecond = Float(rate.hertz) / 1_000
        fadeSamples = max(1, Int(settings.fadeMilliseconds * samplesPerMillisecond))
        gate = min(gate, fadeSamples)
        levelTarget = settings.volume * amplitude(decibels: -settings.duckDecibels)
        // A ramp is for ears that hear something.
        if !isOpen { level = levelTarget }
        levelStep = abs(levelTarget - level) / max(1, settings.rampMilliseconds * samplesPerMillisecond)
        ceiling = 32_767 * amplitude(decibels: settings.ceilingDecibels)
        // The limiter lets go over about 100 ms.
        release = 1 / (100 * samplesPerMillisecond)
    }

    var isOpen: Bool { gate > 0 }

    /// Samples until silence when closing from now on.
    var samplesUntilClosed: Int { gate }

    mutating func close() { gate = 0 }

    /// One sample on the way to open. `remaining`: samples that are left, this one included.
    mutating func opening(_ sample: Int16, remaining: Int) -> Int16 {
        gate = min(gate + 1, fadeSamples, remaining - 1)
        return shaped(sample)
    }

    /// One sample on the way to silence.
    mutating func closing(_ sample: Int16) -> Int16 {
        gate = max(gate - 1, 0)
        return shaped(sample)
    }

    private mutating func shaped(_ sample: Int16) -> Int16 {
        if level < levelTarget { level = min(level + levelStep, levelTarget) }
        if level > levelTarget { level = max(level - levelStep, levelTarget) }
        let loud = Float(sample) * level
        let size = abs(loud)
        limit = min(1, limit + (1 - limit) * release)
        if size * limit > ceiling { limit = ceiling / size }
        return Int16(max(-32_767, min(32_767, loud * limit * Float(gate) / Float(fadeSamples))))
    }
}
