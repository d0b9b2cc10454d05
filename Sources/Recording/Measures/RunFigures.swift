#if canImport(Glibc)
    import Glibc
#endif

/// Levels in dB of full scale, every 10 ms.
package struct LevelLine: Sendable, Equatable {
    package let values: [Double]

    package init(_ samples: [Int16], rate: Int) {
        let step = max(1, rate / 100)
        values = stride(from: 0, to: samples.count - samples.count % step, by: step).map { start in
            let energy = samples[start..<(start + step)].reduce(0.0) { $0 + Double($1) * Double($1) } / Double(step)
            return energy > 0 ? max(-96, 10 * log10(energy / (32_768 * 32_768))) : -96
        }
    }
}

/// What can be said about a recording's sound and what the signal path made of it. `nil` where it held nothing to measure.
package struct RunFigures: Sendable, Equatable {
    /// Microphone minus output while only the agent spoke.
    package private(set) var echoReduction: Double?
    /// What is left of the agent's voice.
    package private(set) var residualEcho: Double?
    package private(set) var noiseFloor: Double?
    package private(set) var speechLevel: Double?
    package private(set) var clippedShare = 0.0
    package private(set) var speechStretches = 0
    package private(set) var speechSeconds = 0.0
    /// Interruptions a minute of the agent's speech.
    package private(set) var bargeInsPerMinute: Double?
    package private(set) var delay: Double?
    /// Share of one processor.
    package private(set) var processorShare: Double?

    /// An echo goes on this long after its cause, in blocks.
    private static let tail = 25

    package init(microphone: [Int16]?, reference: [Int16]?, output: [Int16], rate: Int, measures: RunMeasures) {
        let levels = LevelLine(output, rate: rate).values
        let near = microphone.map { LevelLine($0, rate: rate).values } ?? levels
        let isFar = Self.farBlocks(reference.map { LevelLine($0, rate: rate).values } ?? [], levels.count)
        let isSpeech = Self.speechBlocks(measures, levels.count)
        let echo = levels.indices.filter { $0 < near.count && isFar[$0] && !isSpeech[$0] }
        if echo.count >= 50 {
            residualEcho = Self.mean(levels, echo)
            echoReduction = Self.mean(near, echo).flatMap { before in residualEcho.map { before - $0 } }
        }
        speechLevel = Self.mean(levels, levels.indices.filter { isSpeech[$0] && !isFar[$0] })
        let quiet = levels.indices.filter { !isFar[$0] && !isSpeech[$0] }.map { levels[$0] }.sorted()
        noiseFloor = quiet.count >= 50 ? quiet[quiet.count / 10] : nil
        if let microphone, !microphone.isEmpty {
            let clipped = microphone.count { $0 > 32_700 || $0 < -32_700 }
            clippedShare = Double(clipped) / Double(microphone.count)
        }
        speechStretches = measures.speech.count
        speechSeconds = measures.speech.reduce(0.0) { $0 + Double($1.end - $1.start) / 1_000 }
        bargeInsPerMinute =
            measures.farBlocks >= 100 ? Double(measures.bargeIns.count) / measures.farMinutes : nil
        delay = measures.delay.map(Double.init)
        processorShare = measures.processorShare
    }

    private static func farBlocks(_ levels: [Double], _ count: Int) -> [Bool] {
        var result = [Bool](repeating: false, count: count)
        var left = 0
        for index in 0..<min(count, levels.count) {
            left = levels[index] > -60 ? tail : max(0, left - 1)
            result[index] = left > 0
        }
        return result
    }

    private static func speechBlocks(_ measures: RunMeasures, _ count: Int) -> [Bool] {
        var result = [Bool](repeating: false, count: count)
        for stretch in measures.speech {
            for index in max(0, stretch.start / 10)..<max(0, min(count, stretch.end / 10)) where index < count {
                result[index] = true
            }
        }
        return result
    }

    /// Of powers, not of decibels.
    private static func mean(_ levels: [Double], _ places: [Int]) -> Double? {
        guard !places.isEmpty else { return nil }
        return 10 * log10(places.reduce(0.0) { $0 + pow(10, levels[$1] / 10) } / Double(places.count))
    }
}
