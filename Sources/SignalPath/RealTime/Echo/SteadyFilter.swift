import Sound

/// Speex's canceller, spared the work while nothing is played: without a reference all it does is take the rumble away, and
/// a box listens far longer than it talks.
///
/// Pipeline thread; only `init` allocates.
struct SteadyFilter: ~Copyable {
    let speex: EchoCanceller
    /// The microphone without rumble, full scale 1: what Speex's filter begins with, for others to begin with too.
    private(set) var microphone: [Float]
    private var notch: RumbleFilter
    private let blockSamples: Int
    /// Blocks since something was played.
    private var silentBlocks = 0
    /// The filter and what follows it look back less far.
    private let blocksUntilRest: Int
    /// What the microphone gave last, for Speex's own notch and emphasis to find into it again.
    private var recent: [Int16]
    private let silence: [Int16]
    private static let recentBlocks = 4

    /// `nil` when memory runs out.
    init?(rate: StreamRate, tailMilliseconds: Int) {
        guard let made = EchoCanceller(rate: rate, tailMilliseconds: tailMilliseconds) else { return nil }
        speex = made
        notch = RumbleFilter(rate: rate)
        blockSamples = rate.blockSamples
        microphone = Array(repeating: 0, count: blockSamples)
        silence = Array(repeating: 0, count: blockSamples)
        recent = Array(repeating: 0, count: Self.recentBlocks * blockSamples)
        blocksUntilRest = tailMilliseconds / 10 + 50
    }

    /// Nothing that is still to be heard was played.
    private var rests: Bool { silentBlocks > blocksUntilRest }

    mutating func cancel(_ near: Span<Int16>, reference: Span<Int16>, into output: inout MutableSpan<Int16>) {
        for index in 0..<blockSamples { microphone[index] = notch.filter(Float(near[index]) / 32_768) }
        if isDigitalSilence(reference) {
            silentBlocks = min(silentBlocks + 1, blocksUntilRest + 1)
        } else {
            if rests { wake(&output) }
            silentBlocks = 0
        }
        remember(near)
        guard rests else { return speex.cancel(near, reference: reference, into: &output) }
        for index in 0..<blockSamples {
            output[index] = Int16(max(-32_768, min(32_767, (microphone[index] * 32_768).rounded())))
        }
    }

    mutating func reset() {
        speex.reset()
        silentBlocks = 0
    }

    private mutating func remember(_ near: Span<Int16>) {
        let kept = recent.count - blockSamples
        for index in 0..<kept { recent[index] = recent[index + blockSamples] }
        for index in 0..<blockSamples { recent[kept + index] = near[index] }
    }

    /// Speex hears what it missed last, beside the silence that was played; what it makes of that is of no interest.
    private func wake(_ output: inout MutableSpan<Int16>) {
        for block in 0..<Self.recentBlocks {
            let start = block * blockSamples
            speex.cancel(
                recent.span.extracting(start..<(start + blockSamples)), reference: silence.span, into: &output)
        }
    }
}

/// Takes away what is too low for a voice, as Speex's canceller does before its own filter.
///
/// Pipeline thread; no allocation.
struct RumbleFilter {
    private let radius: Float
    private let damping: Float
    private var first: Float = 0
    private var second: Float = 0

    init(rate: StreamRate) {
        radius = rate.hertz < 12_000 ? 0.9 : rate.hertz < 24_000 ? 0.982 : 0.992
        damping = radius * radius + 0.7 * (1 - radius) * (1 - radius)
    }

    /// A double zero at 0 Hz, a pair of poles beside it.
    mutating func filter(_ sample: Float) -> Float {
        let state = sample + 2 * radius * first - damping * second
        defer { (first, second) = (state, first) }
        return radius * (state - 2 * first + second)
    }
}
