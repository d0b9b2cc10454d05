#if canImport(Glibc)
    import Glibc
#endif

/// What chirps tell of a loudspeaker, a microphone and the room between them. Microphone and reference are on one clock.
package struct CardMeasures: Sendable, Equatable {
    /// Chirps that were played, and those the microphone heard.
    package private(set) var played = 0
    package private(set) var heard = 0
    /// From what was given to the loudspeaker to what the microphone took.
    package private(set) var delayMilliseconds: Double?
    /// How fast that grows.
    package private(set) var driftPartsPerMillion: Double?
    /// How much quieter the echo is than what was played, dB; negative when it is louder.
    package private(set) var echoLossDecibels: Double?
    /// Of the echo at the microphone, dB of full scale.
    package private(set) var levelDecibels: Double?
    package private(set) var noiseDecibels: Double?
    package private(set) var clippedShare = 0.0

    private static let longestDelay = 600
    /// Less alike than this is no echo but chance.
    private static let likeness = 0.25

    package init(microphone: [Int16], reference: [Int16], chirp: Chirp) {
        let starts = Self.starts(reference, chirp)
        played = starts.count
        noiseDecibels = Self.level(
            microphone[..<min(microphone.count, starts.first ?? microphone.count)].dropFirst(chirp.rate / 5))
        guard !microphone.isEmpty else { return }
        clippedShare = Double(microphone.count { $0 > 32_700 || $0 < -32_700 }) / Double(microphone.count)
        var found: [(time: Double, delay: Double)] = []
        var levels: [Double] = []
        for start in starts {
            let end = min(microphone.count, start + chirp.samples.count + chirp.rate * Self.longestDelay / 1_000)
            guard start < end, let place = chirp.find(in: microphone[start..<end]), place.likeness > Self.likeness,
                let sent = chirp.find(
                    in: reference[max(0, start - 80)..<min(reference.count, start + chirp.samples.count + 160)])
            else { continue }
            let delay = place.offset - (sent.offset + Double(max(0, start - 80) - start))
            found.append((Double(start), delay))
            let first = start + Int(place.offset)
            levels.append(Self.level(microphone[first..<min(microphone.count, first + chirp.samples.count)]) ?? -100)
        }
        heard = found.count
        guard !found.isEmpty else { return }
        delayMilliseconds = found.map(\.delay).sorted()[found.count / 2] * 1_000 / Double(chirp.rate)
        driftPartsPerMillion = found.count >= 4 ? Self.slope(found) * 1_000_000 : nil
        let level = levels.sorted()[levels.count / 2]
        levelDecibels = level
        echoLossDecibels = Self.level(chirp.samples[...]).map { $0 - level }
    }

    /// Sound stands on the reference where there was none for a tenth of a second.
    private static func starts(_ reference: [Int16], _ chirp: Chirp) -> [Int] {
        var starts: [Int] = []
        var quiet = chirp.rate
        for (index, sample) in reference.enumerated() {
            if abs(Int(sample)) > 20 {
                if quiet > chirp.rate / 10 { starts.append(index) }
                quiet = 0
            } else {
                quiet += 1
            }
        }
        return starts
    }

    private static func level(_ samples: ArraySlice<Int16>) -> Double? {
        guard !samples.isEmpty else { return nil }
        let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
        return power > 0 ? max(-100, 10 * log10(power / (32_768 * 32_768))) : -100
    }

    /// Least squares, with the middle of the delays held against single ones that are far off.
    private static func slope(_ points: [(time: Double, delay: Double)]) -> Double {
        let middle = points.map(\.delay).sorted()[points.count / 2]
        let kept = points.filter { abs($0.delay - middle) < 80 }
        let (time, delay) = (
            kept.reduce(0) { $0 + $1.time } / Double(kept.count), kept.reduce(0) { $0 + $1.delay } / Double(kept.count)
        )
        let (over, under) = kept.reduce((0.0, 0.0)) { sum, point in
            let away = point.time - time
            return (sum.0 + away * (point.delay - delay), sum.1 + away * away)
        }
        return under > 0 ? over / under : 0
    }
}
