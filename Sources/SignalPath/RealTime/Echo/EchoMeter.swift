/// Echo return loss enhancement: how much of the microphone's sound the canceller took away while only we talk.
///
/// Pipeline thread; no allocation.
struct EchoMeter {
    private var before: Float = 0
    private var after: Float = 0
    /// dB; a sample of 1 is at −90.3.
    private static let quietest: Float = -90
    /// dB; 0 until something was played.
    private(set) var enhancement: Float = 0

    private var recentBefore: Float = 0
    private var recentAfter: Float = 0

    /// Over the last quarter second most of the echo was taken away.
    var isCancelling: Bool { recentBefore > 1e-8 && recentAfter < 0.1 * recentBefore }

    /// dB taken away over the last quarter second, whoever talked.
    var recent: Float {
        recentBefore > 1e-9 ? min(max(decibels(power: recentBefore / max(recentAfter, 1e-10)), -10), 60) : 0
    }

    /// - Parameter isFarOnly: The loudspeaker plays and nobody talks.
    mutating func update(microphone: Level, output: Level, isFarOnly: Bool) {
        // A muted microphone has no echo to lose.
        guard microphone.peak > Self.quietest else { return }
        let (near, clean) = (amplitude(decibels: microphone.rms), amplitude(decibels: output.rms))
        recentBefore += 0.06 * (near * near - recentBefore)
        recentAfter += 0.06 * (clean * clean - recentAfter)
        guard isFarOnly else { return }
        before += 0.02 * (near * near - before)
        after += 0.02 * (clean * clean - after)
        if before > 1e-9 { enhancement = decibels(power: before / max(after, 1e-10)) }
    }

    mutating func reset() { self = EchoMeter() }
}
