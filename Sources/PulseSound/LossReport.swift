import Sound

/// Gathers lost samples, so that a flood of small losses becomes a few events. Every sample is told in the end.
struct LossReport: Sendable {
    private var capture = 0
    private var playback = 0
    private var since: Moment?

    /// Milliseconds that losses are gathered for.
    private static let interval = 100

    /// When `take` is due.
    var deadline: Moment? { since.map { $0 + Self.interval } }

    mutating func add(capture moreCapture: Int, playback morePlayback: Int, at now: Moment) {
        guard moreCapture + morePlayback > 0 else { return }
        capture += moreCapture
        playback += morePlayback
        since = since ?? now
    }

    mutating func take() -> [SoundEvent] {
        defer { self = LossReport() }
        let lost = [SoundEvent.lost(.capture, samples: capture), .lost(.playback, samples: playback)]
        return lost.filter { $0 != .lost(.capture, samples: 0) && $0 != .lost(.playback, samples: 0) }
    }
}
