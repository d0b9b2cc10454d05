@testable import Conversation

/// A loudspeaker in virtual time: plays what it is given, sample by sample, and knows what was heard.
struct Loudspeaker {
    private struct Queued {
        var part: PlayoutPart
        var rate: Int
        var samples = 0
        var played = Duration.zero
        var isFinished = false
        var hasBegun = false
        var length: Duration { .lasting(samples: samples, at: rate) }
    }

    private var queue: [Queued] = []
    private var marks: [PlayoutMark] = []
    private var isPaused = false
    private(set) var now = Duration.zero
    /// Every piece that was ever enqueued.
    private(set) var pieces: [PlayoutPiece] = []
    /// What was heard of each part so far.
    private(set) var heard: [PlayoutPart: Duration] = [:]
    /// When sound stopped and started again in the middle of a part.
    private(set) var gaps: [Duration] = []
    private var dryFor = Duration.zero
    /// Silence inserted on request.
    private(set) var stretched = Duration.zero
    private var stretchLeft = Duration.zero

    var isSilent: Bool { isPaused || queue.allSatisfy { $0.played >= $0.length } }

    mutating func perform(_ action: AudioAction) -> [DuplexAudioEvent] {
        switch action {
        case .enqueue(let piece): enqueue(piece)
        case .finish(let part):
            for index in queue.indices where queue[index].part == part { queue[index].isFinished = true }
            return dropEnded()
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .stretch(let time):
            stretched += time
            stretchLeft += time
        case .mark(let mark): marks.append(mark)
        case .cut: return cut()
        case .duck, .startListening, .stopListening, .watch: break
        }
        return []
    }

    private mutating func enqueue(_ piece: PlayoutPiece) {
        pieces.append(piece)
        if let index = queue.firstIndex(where: { $0.part == piece.part }) {
            queue[index].samples += piece.samples.count
            if queue[index].hasBegun, dryFor > .zero { gaps.append(dryFor) }
        } else {
            queue.append(Queued(part: piece.part, rate: piece.rate, samples: piece.samples.count))
        }
        dryFor = .zero
    }

    private mutating func cut() -> [DuplexAudioEvent] {
        defer {
            queue = []
            marks = []
            isPaused = false
            dryFor = .zero
        }
        return [.cut(queue.map { PlayoutPosition($0.part, heard: $0.played) })]
    }

    /// Plays on to `instant`.
    mutating func advance(to instant: Duration) -> [DuplexAudioEvent] {
        var left = instant - now
        now = instant
        guard !isPaused else { return [] }
        let silence = min(left, stretchLeft)
        stretchLeft -= silence
        left -= silence
        var events: [DuplexAudioEvent] = []
        while left > .zero, let index = queue.firstIndex(where: { $0.played < $0.length }) {
            if !queue[index].hasBegun {
                queue[index].hasBegun = true
                events.append(.began(queue[index].part, rendered: instant - left, heard: instant - left))
            }
            let step = min(left, queue[index].length - queue[index].played)
            queue[index].played += step
            heard[queue[index].part] = queue[index].played
            left -= step
            events += reach(queue[index].part, queue[index].played)
        }
        if queue.contains(where: { $0.hasBegun && !$0.isFinished }) { dryFor += left }
        return events + dropEnded()
    }

    private mutating func reach(_ part: PlayoutPart, _ place: Duration) -> [DuplexAudioEvent] {
        let reached = marks.filter { $0.part == part && $0.offset <= place }
        marks.removeAll { mark in reached.contains(mark) }
        return [.heard(PlayoutPosition(part, heard: place))] + reached.map { .markHeard($0.number) }
    }

    private mutating func dropEnded() -> [DuplexAudioEvent] {
        let ended = queue.filter { $0.isFinished && $0.played >= $0.length }
        queue.removeAll { $0.isFinished && $0.played >= $0.length }
        return ended.map { .ended(PlayoutPosition($0.part, heard: $0.played)) }
    }
}
