#if canImport(Glibc)
    import Glibc
#endif

/// Digital silence: what a microphone gives that is muted, or not there. Nobody may learn from it what the room, or the
/// echo in it, sounds like.
func isDigitalSilence(_ samples: Span<Int16>) -> Bool {
    for index in samples.indices where samples[index].magnitude > 1 { return false }
    return true
}

/// How loud a block is, in dB of full scale; −100 for silence.
package struct Level: BitwiseCopyable, Sendable, Equatable {
    package var rms: Float = -100
    package var peak: Float = -100

    package init() {}

    init(_ samples: Span<Int16>) {
        var energy: Float = 0
        var largest: Float = 0
        for index in 0..<samples.count {
            let sample = Float(samples[index]) / 32_768
            energy += sample * sample
            largest = max(largest, abs(sample))
        }
        rms = decibels(power: energy / Float(max(1, samples.count)))
        peak = decibels(power: largest * largest)
    }
}
