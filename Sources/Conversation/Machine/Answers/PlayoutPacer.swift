/// Learns how punctually sound arrives, and asks for a short stretch only where real-time-paced deltas run late.
///
/// Deltas hold 100–200 ms each, so the first one is the buffer. A service that sends faster than real time builds up a
/// lead by itself and is never stretched. One that paces its deltas must stay ahead of the loudspeaker by its jitter, which
/// is seen to in an answer's first second: later on a pause is heard, and made only where there is one anyway.
struct PlayoutPacer: Equatable, Sendable {
    var longestStretch: Duration
    private var answer: Answer?
    /// What is feared of the next answer; shrinks while answers come in calmly.
    private(set) var learned = Duration.zero
    private var lastWasPaced = true

    private struct Answer: Equatable, Sendable {
        var response: ResponseKey
        var start: Duration
        /// Sound received before the present delta.
        var content = Duration.zero
        /// How much later than at once the loudspeaker plays it: by stretching, or because the queue ran dry.
        var shift = Duration.zero
        var stretched = Duration.zero
        /// The latest and the earliest that a delta came, and how late the last one, against sound played without a pause.
        var worst = Duration.zero
        var best = Duration.zero
        var last = Duration.zero
        /// The most that a delta was later than one before it.
        var rise = Duration.zero
        /// No two deltas came together, or their whole length off their time: what they are late by is jitter.
        var isEven = true
        var isPaced: Bool
    }

    static let margin = Duration.milliseconds(10)
    /// Lateness that every line has.
    static let noise = Duration.milliseconds(5)
    /// In which a pause passes for hesitation.
    private static let beginning = Duration.seconds(1)

    init(longestStretch: Duration) { self.longestStretch = longestStretch }

    /// How much to stretch the sound that is playing now.
    mutating func arrived(_ length: Duration, of response: ResponseKey, at now: Duration) -> Duration? {
        var present = answer ?? Answer(response: response, start: now, isPaced: lastWasPaced)
        if present.response != response {
            finish(present)
            present = Answer(response: response, start: now, isPaced: lastWasPaced)
        }
        defer { answer = present }
        let delay = now - present.start - present.content
        let mayPause = present.content < Self.beginning || delay > present.shift
        if present.content > .zero { present.isPaced = present.isPaced && .zero - delay <= length * 2 }
        present.content += length
        let step = delay - present.last
        present.isEven = present.isEven && max(step, .zero - step) < length * 19 / 20
        present.last = delay
        present.best = min(present.best, delay)
        present.rise = max(present.rise, delay - present.best)
        present.worst = max(present.worst, delay)
        present.shift = max(present.shift, delay)
        return mayPause ? stretch(&present) : nil
    }

    private func stretch(_ answer: inout Answer) -> Duration? {
        var feared = max(answer.worst, learned) * 3 / 2
        // The first delta may have been a late one; twice the jitter seen so far is hardly ever passed.
        if answer.isEven { feared = max(feared, answer.best + answer.rise * 2) }
        guard answer.isPaced, feared >= Self.noise else { return nil }
        let target = min(feared + Self.margin, longestStretch)
        let wanted = min(target - answer.shift, longestStretch - answer.stretched)
        guard wanted >= Self.noise else { return nil }
        answer.stretched += wanted
        answer.shift += wanted
        return wanted
    }

    private mutating func finish(_ answer: Answer) {
        lastWasPaced = answer.isPaced
        learned = answer.isPaced ? max(answer.worst, learned / 2) : learned / 2
        if learned < Self.noise { learned = .zero }
    }
}
