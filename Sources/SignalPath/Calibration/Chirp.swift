#if canImport(Glibc)
    import Glibc
#endif

/// A tone that glides upwards: found again to the sample, whatever a room does to it.
package struct Chirp: Sendable, Equatable {
    package let rate: Int
    package let samples: [Int16]

    /// - Parameter decibels: of full scale, at its loudest.
    package init(rate: Int, milliseconds: Int = 250, decibels: Double = -14) {
        self.rate = rate
        let count = rate * milliseconds / 1_000
        let (low, high) = (200.0, min(6_500, Double(rate) * 0.42))
        let loudness = pow(10, decibels / 20) * 32_767
        let edge = max(1, count / 10)
        samples = (0..<count).map { index in
            let place = Double(index) / Double(count)
            let turns = (low * place + (high - low) * place * place / 2) * Double(count) / Double(rate)
            let fade = min(1, Double(min(index, count - 1 - index)) / Double(edge))
            return Int16(loudness * fade * sin(2 * .pi * turns))
        }
    }

    /// Where in `sound` it begins, in samples with a fraction, and how alike it is there, 0 to 1. `nil` for silence.
    package func find(in sound: ArraySlice<Int16>) -> (offset: Double, likeness: Double)? {
        guard sound.count > samples.count else { return nil }
        let heard = sound.map { Double($0) / 32_768 }
        let own = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / (32_768 * 32_768)
        var energy = heard[..<samples.count].reduce(0) { $0 + $1 * $1 }
        let products = correlation(heard)
        var values: [Double] = []
        for start in 0..<(heard.count - samples.count) {
            // Against the quietest of sounds everything would be alike.
            values.append(Double(products[start]) / (own * max(energy, 0.000_001 * own)).squareRoot())
            let (next, first) = (heard[start + samples.count], heard[start])
            energy += next * next - first * first
        }
        guard let best = values.indices.max(by: { values[$0] < values[$1] }), values[best] > 0 else { return nil }
        return (Double(best) + Self.summit(values, best), min(1, values[best]))
    }

    /// The chirp laid against the sound at every place.
    private func correlation(_ heard: [Double]) -> [Float] {
        var size = 1_024
        while size < heard.count { size <<= 1 }
        let transform = FourierTransform(size: size)
        func parts(_ values: [Float]) -> ([Float], [Float]) {
            var real = values + Array(repeating: 0, count: size - values.count)
            var imaginary = [Float](repeating: 0, count: size)
            transform.forward(&real, &imaginary)
            return (real, imaginary)
        }
        let (a, b) = parts(heard.map { Float($0) })
        let (c, d) = parts(samples.map { Float($0) / 32_768 })
        // The sound's spectrum times the chirp's conjugate; parts swapped, so that forward goes back.
        var real = (0..<size).map { b[$0] * c[$0] - a[$0] * d[$0] }
        var imaginary = (0..<size).map { a[$0] * c[$0] + b[$0] * d[$0] }
        transform.forward(&real, &imaginary)
        return imaginary.map { $0 / Float(size) }
    }

    /// The top of the parabola through three neighbours.
    private static func summit(_ values: [Double], _ place: Int) -> Double {
        guard place > 0, place + 1 < values.count else { return 0 }
        let (before, at, after) = (values[place - 1], values[place], values[place + 1])
        let bend = before - 2 * at + after
        return bend < 0 ? max(-0.5, min(0.5, 0.5 * (before - after) / bend)) : 0
    }
}
