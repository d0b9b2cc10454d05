import Sound

/// Which filters take the echo away.
package enum EchoFilters: BitwiseCopyable, Sendable, Equatable {
    /// Speex's alone.
    case speex
    /// Speex's and the Kalman filter side by side, from block to block the one that leaves less: the one is sure, the
    /// other quick.
    case speexAndKalman
}

/// The linear part of echo cancellation.
///
/// Pipeline thread; only `init` allocates.
struct EchoStage: ~Copyable {
    private var filter: SteadyFilter
    private var kalman: KalmanCanceller
    /// What Speex's filter alone left: detectors learn how much that is, and a change of filters would be news to them.
    private(set) var steady: [Int16]
    /// What the Kalman filter alone left; the same as `steady` when it does not run.
    private(set) var quick: [Int16]
    /// Power left by each, over some 50 ms.
    private var leftBySpeex: Float = 0
    private var leftByKalman: Float = 0
    private var worseBlocks = 0
    private(set) var prefersKalman = false
    private var wasKalman = false
    private var runsKalman = false
    /// From this confidence on, the quick filter's echo is as good as a real one.
    private static let trusted: Float = 0.5

    /// For the suppressor, which asks it for what is left of the echo.
    var speex: EchoCanceller { filter.speex }

    /// By the Kalman filter's own account, how much of what it leaves is not echo; 0 while it does not run.
    var confidence: Float { runsKalman ? 1 - kalman.uncertainty : 0 }

    /// `nil` when memory runs out.
    init?(rate: StreamRate, tailMilliseconds: Int) {
        guard let made = SteadyFilter(rate: rate, tailMilliseconds: tailMilliseconds) else { return nil }
        filter = made
        kalman = KalmanCanceller(rate: rate, tailMilliseconds: tailMilliseconds)
        steady = Array(repeating: 0, count: rate.blockSamples)
        quick = steady
    }

    mutating func cancel(
        _ near: Span<Int16>, reference: Span<Int16>, filters: EchoFilters, isMuted: Bool = false,
        into output: inout MutableSpan<Int16>
    ) {
        guard !isMuted || !isDigitalSilence(near) else { return rest(reference, filters, into: &output) }
        filter.cancel(near, reference: reference, into: &output)
        for index in 0..<steady.count { steady[index] = output[index] }
        guard filters == .speexAndKalman else {
            runsKalman = false
            for index in 0..<quick.count { quick[index] = steady[index] }
            return
        }
        if !runsKalman { restartKalman() }
        kalman.cancel(filter.microphone, reference: reference)
        for index in 0..<quick.count {
            quick[index] = Int16(max(-32_768, min(32_767, (kalman.error[index] * 32_768).rounded())))
        }
        compare(output.span)
        choose(&output)
    }

    /// A muted microphone teaches the filters that there is no echo. The quick one waits; the steady one, which cannot,
    /// is given the echo that the quick one expects, or rests too.
    private mutating func rest(_ reference: Span<Int16>, _ filters: EchoFilters, into output: inout MutableSpan<Int16>)
    {
        if filters == .speexAndKalman, runsKalman {
            kalman.rest(reference: reference)
            for index in 0..<quick.count {
                quick[index] = Int16(max(-32_768, min(32_767, (kalman.estimate[index] * 32_768).rounded())))
            }
            let expected = quick
            if confidence > Self.trusted { filter.cancel(expected.span, reference: reference, into: &output) }
        }
        for index in 0..<steady.count {
            output[index] = 0
            steady[index] = 0
            quick[index] = 0
        }
    }

    mutating func reset() {
        filter.reset()
        restartKalman()
    }

    /// The reference is read later from now on. What the quick filter learnt moves with it where it can; the steady one
    /// begins anew.
    mutating func realign(laterMilliseconds later: Float) {
        let partition = Float(KalmanCanceller.partitionMilliseconds)
        let moved = Int((later / partition).rounded())
        guard runsKalman, moved > 0, abs(Float(moved) * partition - later) < 0.01 else { return reset() }
        filter.reset()
        kalman.moveEarlier(by: moved)
        leftBySpeex = 0
        prefersKalman = true
        worseBlocks = 0
    }

    /// The quick filter's weights, to be used again in the same room. Allocates.
    var weights: [Float] { runsKalman ? kalman.weights : [] }

    mutating func recall(_ weights: [Float]) {
        restartKalman()
        prefersKalman = kalman.recall(weights)
    }

    private mutating func restartKalman() {
        kalman.reset()
        (leftBySpeex, leftByKalman) = (0, 0)
        (prefersKalman, wasKalman, runsKalman) = (false, false, true)
        worseBlocks = 0
    }

    private mutating func compare(_ output: Span<Int16>) {
        var (one, other): (Float, Float) = (0, 0)
        for index in 0..<output.count {
            let sample = Float(output[index]) / 32_768
            one += sample * sample
            other += kalman.error[index] * kalman.error[index]
        }
        leftBySpeex += 0.2 * (one - leftBySpeex)
        leftByKalman += 0.2 * (other - leftByKalman)
        // A little better is no reason to change.
        prefersKalman = leftByKalman < leftBySpeex * (prefersKalman ? 1.1 : 0.9)
        worseBlocks = leftByKalman > 4 * leftBySpeex && leftByKalman > 1e-5 ? worseBlocks + 1 : 0
        // The sure one has found the changed path first.
        if worseBlocks == 30 { kalman.doubtEverything() }
    }

    /// Goes from one to the other within a block.
    private mutating func choose(_ output: inout MutableSpan<Int16>) {
        defer { wasKalman = prefersKalman }
        guard prefersKalman || wasKalman else { return }
        let step = 1 / Float(output.count)
        for index in 0..<output.count {
            let fade = Float(index) * step
            let share = (wasKalman ? 1 - fade : 0) + (prefersKalman ? fade : 0)
            let mixed = share * kalman.error[index] * 32_768 + (1 - share) * Float(output[index])
            output[index] = Int16(max(-32_768, min(32_767, mixed.rounded())))
        }
    }
}
