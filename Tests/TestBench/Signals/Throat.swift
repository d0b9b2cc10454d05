#if canImport(Glibc)
    import Glibc
#endif

/// Sounds of people who do not want a word. The same seed gives the same sound.
package enum Throat {
    /// One to three bursts of breath.
    package static func cough(rate: Int = 48_000, decibels: Double = -26, seed: UInt64) -> [Int16] {
        var random = SeededRandom(seed: seed)
        var sound: [Float] = []
        for _ in 0..<1 + Int(random.next() % 3) {
            let count = Int(random.between(0.12, 0.35) * Double(rate))
            let fall = random.between(0.04, 0.12) * Double(rate)
            var throat = [(400.0, 900.0), (1_000, 2_000), (2_200, 4_500)].map {
                Resonance(hertz: random.between($0.0, $0.1), width: 300, rate: rate)
            }
            for index in 0..<count {
                let breath = random.unit()
                let sum = throat.indices.reduce(Float(0)) { $0 + throat[$1].pass(breath) }
                sound.append(sum * Float(min(1, Double(index) / (0.008 * Double(rate))) * exp(-Double(index) / fall)))
            }
            sound += [Float](repeating: 0, count: Int(random.between(0.03, 0.3) * Double(rate)))
        }
        return samples(sound).scaled(to: decibels)
    }

    /// "Mm-hm": through the nose, the second time higher.
    package static func hum(rate: Int = 48_000, decibels: Double = -26, seed: UInt64) -> [Int16] {
        var random = SeededRandom(seed: seed)
        let pitch = random.between(95, 220)
        let rise = random.between(1.1, 1.4)
        var sound: [Float] = []
        for syllable in [1, rise] {
            let seconds = random.between(0.13, 0.24)
            var nose = [(270.0, 90.0, 1.0), (1_050, 160, 0.1), (2_300, 240, 0.05)].map {
                (Resonance(hertz: $0.0 * random.between(0.9, 1.1), width: $0.1, rate: rate), Float($0.2))
            }
            var phase = 0.0
            let count = Int(seconds * Double(rate))
            for index in 0..<count {
                let place = Double(index) / Double(count)
                phase += pitch * syllable * (1 + 0.08 * place) / Double(rate)
                let pulse: Float = phase >= 1 ? 1 : 0
                if phase >= 1 { phase -= 1 }
                let source = pulse + 0.002 * random.unit()
                let sum = nose.indices.reduce(Float(0)) { $0 + nose[$1].0.pass(source) * nose[$1].1 }
                sound.append(sum * Float(sin(.pi * place).squareRoot()))
            }
            // What the "h" of it is.
            sound += (0..<rate / 20).map { _ in 0.0005 * random.unit() }
        }
        return samples(sound).scaled(to: decibels)
    }

    private static func samples(_ sound: [Float]) -> [Int16] {
        let peak = sound.reduce(Float(1e-9)) { max($0, abs($1)) }
        return sound.map { Int16(20_000 * $0 / peak) }
    }
}

/// What a hollow makes louder.
private struct Resonance {
    private let gain: Float
    private let (first, second): (Float, Float)
    private var before = SIMD2<Float>.zero

    init(hertz: Double, width: Double, rate: Int) {
        let radius = exp(-Double.pi * width / Double(rate))
        first = Float(2 * radius * cos(2 * .pi * hertz / Double(rate)))
        second = Float(-radius * radius)
        gain = Float(1 - radius)
    }

    mutating func pass(_ value: Float) -> Float {
        let new = gain * value + first * before.x + second * before.y
        before = SIMD2(new, before.x)
        return new
    }
}

extension SeededRandom {
    /// Evenly between two numbers.
    package mutating func between(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * Double(next() >> 11) / Double(1 << 53)
    }
}
