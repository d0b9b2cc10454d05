/// Learns how punctually sound arrives, and asks for a short stretch only where real-time-paced deltas run late.
///
/// Deltas hold 100–200 ms each, so the first one is the buffer. A service that sends faster than real time builds up a
/// lead by itself and is never stretched. One that paces its deltas must stay ahead of the loudspeaker by its jitter.
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
        /// The latest that a delta came, against sound played without a pause.
        var worst = Duration.zero
        var isPaced: Bool
    }

    static let margin = Duration.milliseconds(10)
    /// Lateness that every line has.
    static let noise = Duration.milliseconds(5)

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
        if present.content > .zero { present.isPaced = present.isPaced && .zero - delay <= length * 2 }
        present.content += length
        present.worst = max(present.worst, delay)
        present.shift = max(present.shift, delay)
        return stretch(&present)
    }

    private func stretch(_ answer: inout Answer) -> Duration? {
        let feared = max(answer.worst, learned)
        guard answer.isPaced, feared >= Self.noise else { return nil }
        let target = min(feared * 3 / 2 + Self.margin, longestStretch)
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
