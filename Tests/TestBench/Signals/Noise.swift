#if canImport(Glibc)
    import Glibc
#endif

/// Makes sounds to test with. The same arguments give the same sound.
package enum Noise {
    /// Every frequency alike.
    package static func white(count: Int, decibels: Double, seed: UInt64 = 1) -> [Int16] {
        var random = SeededRandom(seed: seed)
        return scaled((0..<count).map { _ in random.unit() }, decibels: decibels)
    }

    /// A fan: rumble that falls with frequency, and the hum of its blades.
    package static func fan(count: Int, decibels: Double, rate: Int = 48_000, seed: UInt64 = 2) -> [Int16] {
        var random = SeededRandom(seed: seed)
        // A pole near 300 Hz whatever the rate.
        let memory = Float(exp(-2 * Double.pi * 300 / Double(rate)))
        var rumble: Float = 0
        let values = (0..<count).map { index -> Float in
            rumble = memory * rumble + (1 - memory) * random.unit()
            let turn = 2 * Double.pi * 120 * Double(index) / Double(rate)
            return rumble + Float(0.02 * sin(turn) + 0.01 * sin(2 * turn))
        }
        return scaled(values, decibels: decibels)
    }

    /// People in the background: `speech` over itself, shifted, until no word can be made out.
    package static func babble(from speech: [Int16], count: Int, decibels: Double, voices: Int = 6) -> [Int16] {
        guard !speech.isEmpty else { return [Int16](repeating: 0, count: count) }
        let values = (0..<count).map { index -> Float in
            (0..<voices).reduce(Float(0)) { $0 + Float(speech[(index + $1 * speech.count / voices) % speech.count]) }
        }
        return scaled(values, decibels: decibels)
    }

    /// A tone with a fade of 5 ms at both ends.
    package static func tone(hertz: Double, count: Int, amplitude: Double = 10_000, rate: Int = 48_000) -> [Int16] {
        let fade = Double(rate) / 200
        return (0..<count).map { index in
            let edge = min(1, min(Double(index), Double(count - 1 - index)) / fade)
            return Int16(edge * amplitude * sin(2 * Double.pi * hertz * Double(index) / Double(rate)))
        }
    }

    /// A sweep through all audible frequencies: the pattern that is found most exactly in a recording.
    package static func chirp(count: Int, amplitude: Double = 10_000, rate: Int = 48_000) -> [Int16] {
        let low = 300.0, high = Double(rate) * 0.3
        let seconds = Double(count) / Double(rate)
        return (0..<count).map { index in
            let time = Double(index) / Double(rate)
            let phase = 2 * Double.pi * (low * time + (high - low) * time * time / (2 * seconds))
            let edge = min(1, Double(min(index, count - 1 - index)) / 48)
            return Int16(edge * amplitude * sin(phase))
        }
    }

    private static func scaled(_ values: [Float], decibels: Double) -> [Int16] {
        let energy = values.reduce(Float(0)) { $0 + $1 * $1 } / Float(max(1, values.count))
        guard energy > 0 else { return values.map { _ in 0 } }
        let factor = 32_768 * Level.factor(decibels: decibels) / energy.squareRoot()
        return values.map { Int16(max(-32_768, min(32_767, ($0 * factor).rounded()))) }
    }
}

extension [Int16] {
    /// The same sound at another level: root mean square in dB below full scale. Peaks are clipped.
    package func scaled(to decibels: Double) -> [Int16] {
        let factor = Level.factor(decibels: decibels - Level.decibels(self))
        return map { Int16(Swift.max(-32_768, Swift.min(32_767, (Float($0) * factor).rounded()))) }
    }
}
