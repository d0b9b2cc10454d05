import Sound

/// How periodic the newest 40 ms are at the pitch of a voice, 70 to 400 Hz: vowels are, fans and traffic are not.
///
/// Pipeline thread; only `init` allocates.
struct VoicingMeter: ~Copyable {
    /// Samples at about 4 kHz.
    private var history: [Float]
    private let factor: Int
    private let shortest: Int
    private let longest: Int

    init(rate: StreamRate) {
        factor = Int(rate.hertz) / 4_000
        let decimated = Int(rate.hertz) / factor
        shortest = decimated / 400
        longest = decimated / 70
        history = Array(repeating: 0, count: decimated / 25 + longest)
    }

    /// Takes 10 ms; returns 0 for noise to 1 for a pure tone.
    mutating func update(_ samples: Span<Int16>) -> Float {
        append(samples)
        let count = history.count - longest
        let energy = dot(0, 0, count) + 1
        var best: Float = 0
        for lag in shortest...longest {
            let product = dot(0, lag, count)
            guard product > 0 else { continue }
            best = max(best, product * product / (energy * (dot(lag, lag, count) + 1)))
        }
        return best.squareRoot()
    }

    /// Product of the newest sound `one` samples back with that `other` samples back.
    private func dot(_ one: Int, _ other: Int, _ count: Int) -> Float {
        let (left, right) = (history.count - count - one, history.count - count - other)
        var sum: Float = 0
        for index in 0..<count { sum += history[left + index] * history[right + index] }
        return sum
    }

    private mutating func append(_ samples: Span<Int16>) {
        let added = samples.count / factor
        let kept = history.count - added
        for index in 0..<kept { history[index] = history[index + added] }
        for index in 0..<added {
            var sum: Float = 0
            for offset in 0..<factor { sum += Float(samples[index * factor + offset]) }
            history[kept + index] = sum / Float(factor)
        }
    }
}
