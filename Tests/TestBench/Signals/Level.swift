#if canImport(Glibc)
    import Glibc
#endif

/// How loud sound is.
package enum Level {
    /// Root mean square in dB below full scale; -120 for digital silence.
    package static func decibels(_ samples: some Collection<Int16>) -> Double {
        guard !samples.isEmpty else { return -120 }
        let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
        return energy == 0 ? -120 : max(-120, 10 * log10(energy / (32_768 * 32_768)))
    }

    /// Highest absolute sample.
    package static func peak(_ samples: some Collection<Int16>) -> Int {
        samples.reduce(0) { max($0, abs(Int($1))) }
    }

    /// Echo return loss enhancement: by how many dB `processed` is quieter than `microphone`. Both must hold echo only.
    package static func echoReduction(microphone: some Collection<Int16>, processed: some Collection<Int16>) -> Double {
        decibels(microphone) - decibels(processed)
    }

    /// The factor for a level in dB.
    package static func factor(decibels: Double) -> Float {
        Float(pow(10, decibels / 20))
    }
}
