#if canImport(Glibc)
    import Glibc
#endif

/// Impulse responses of rooms.
package enum RoomResponse {
    /// A made-up room: the direct sound, then dense reflections that die away.
    ///
    /// - Parameters:
    ///   - seconds: Length of the response.
    ///   - reverberationSeconds: Time in which reflections fall by 60 dB.
    ///   - reflectionDecibels: Loudness of all reflections together against the direct sound.
    package static func generated(
        seconds: Double, reverberationSeconds: Double, reflectionDecibels: Double = -6, rate: Int = 48_000,
        seed: UInt64 = 3
    ) -> [Float] {
        var random = SeededRandom(seed: seed)
        let count = max(1, Int(seconds * Double(rate)))
        // Nothing returns before the sound has crossed about half a metre.
        let gap = rate * 3 / 1_000
        var tail = (0..<count).map { index -> Float in
            guard index >= gap else { return 0 }
            return random.unit() * Float(pow(10, -3 * Double(index) / Double(rate) / reverberationSeconds))
        }
        let energy = tail.reduce(Float(0)) { $0 + $1 * $1 }
        let factor = energy > 0 ? Level.factor(decibels: reflectionDecibels) / energy.squareRoot() : 0
        for index in tail.indices { tail[index] *= factor }
        tail[0] = 1
        return tail
    }

    /// A measured room: the first channel of a WAV file, full scale being 1.
    package static func load(_ path: String) throws(WavFile.CannotBeRead) -> [Float] {
        let file = try WavFile(path: path)
        return (file.channels.first ?? []).map { Float($0) / 32_768 }
    }
}
