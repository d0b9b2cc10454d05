import Sound

/// How loud the sound that leaves may be at its peaks.
package struct LimiterSettings: BitwiseCopyable, Sendable, Equatable {
    package var isOn = true
    /// dB of full scale.
    package var ceilingDecibels: Float = -1

    package init() {}
}

/// Holds peaks under a ceiling. It sees them coming, so it turns down smoothly before a peak instead of cutting it off,
/// and comes back over a fifth of a second.
///
/// Pipeline thread; only `init` allocates. Delays the sound by `delay` samples.
struct Limiter: ~Copyable {
    /// In pieces of a millisecond.
    private static let ahead = 3
    private static let pieces = 10
    /// Of what is missing, per piece.
    private static let release: Float = 0.005

    let delay: Int
    private let pieceSamples: Int
    /// The oldest sound first.
    private var waiting: [Float]
    /// What each piece that waits must be multiplied by; before the first, the one that left last.
    private var wanted: [Float]
    /// Gain at the end of the piece that left last.
    private(set) var gain: Float = 1

    init(rate: StreamRate) {
        pieceSamples = rate.blockSamples / Self.pieces
        delay = Self.ahead * pieceSamples
        waiting = Array(repeating: 0, count: delay + rate.blockSamples)
        wanted = Array(repeating: 1, count: 1 + Self.ahead + Self.pieces)
    }

    /// Takes 10 ms of `louder`, which may be beyond full scale, and gives out what came `delay` samples before.
    mutating func apply(_ louder: Span<Float>, into samples: inout MutableSpan<Int16>, ceiling: Float) {
        let kept = waiting.count - louder.count
        for index in 0..<kept { waiting[index] = waiting[index + louder.count] }
        for index in 0..<louder.count { waiting[kept + index] = louder[index] }
        for piece in 0...Self.ahead { wanted[piece] = wanted[piece + Self.pieces] }
        for piece in 0..<Self.pieces { wanted[1 + Self.ahead + piece] = need(of: Self.ahead + piece, ceiling) }
        for piece in 0..<Self.pieces { leave(piece, &samples) }
    }

    mutating func reset() {
        gain = 1
        for piece in 0..<wanted.count { wanted[piece] = 1 }
        for index in 0..<waiting.count { waiting[index] = 0 }
    }

    private func need(of piece: Int, _ ceiling: Float) -> Float {
        var peak: Float = 0
        for index in 0..<pieceSamples { peak = max(peak, abs(waiting[piece * pieceSamples + index])) }
        return peak > ceiling ? ceiling / peak : 1
    }

    /// From the gain before to one that is low enough for this piece and the next, and on its way for those behind.
    private mutating func leave(_ piece: Int, _ samples: inout MutableSpan<Int16>) {
        var target = min(gain + (1 - gain) * Self.release, wanted[piece + 1])
        for later in 1...Self.ahead {
            let wait = Float(later - 1) / Float(Self.ahead)
            let need = wanted[piece + 1 + later]
            target = min(target, need + (1 - need) * wait)
        }
        let first = piece * pieceSamples
        for index in 0..<pieceSamples {
            let share = Float(index + 1) / Float(pieceSamples)
            let sample = waiting[first + index] * (gain + (target - gain) * share)
            samples[first + index] = Int16(max(-32_767, min(32_767, sample)))
        }
        gain = target
    }
}
