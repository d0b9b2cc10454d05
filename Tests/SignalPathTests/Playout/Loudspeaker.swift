import Sound

@testable import SignalPath

/// A loudspeaker in sample time: asks for sound, holds what it has not played yet, can drop it.
final class Loudspeaker {
    let playout: Playout
    private let rate: StreamRate
    private(set) var position = SampleTime.zero
    /// Everything given to the device and not dropped, by device index.
    private(set) var given: [Int16] = []

    init(_ playout: Playout, hertz: Int = 48_000) {
        self.playout = playout
        rate = StreamRate(hertz: hertz)!
        playout.queue.prepare(rate: rate, start: .zero)
    }

    /// Another device takes its place, behind what was given so far.
    func change(hertz: Int) {
        playout.queue.prepare(rate: StreamRate(hertz: hertz)!, start: position)
    }

    @discardableResult func ask(_ samples: Int) -> [Int16] {
        var block = [Int16](repeating: 77, count: samples)
        var span = block.mutableSpan
        _ = playout.queue.render(into: &span, start: position)
        position = position + samples
        given += block
        return block
    }

    func hear(until index: Int) -> [PlaybackEvent] {
        playout.queue.heard(until: SampleTime(Int64(index)))
        return playout.collect()
    }

    func hearAll() -> [PlaybackEvent] { hear(until: Int(position.samples)) }

    /// Drops what lies at and after `index`.
    func takeBack(from index: Int) {
        given.removeLast(given.count - index)
        position = SampleTime(Int64(index))
        playout.queue.takenBack(from: position)
    }
}

extension Playout {
    func say(
        _ samples: [Int16], hertz: Int = 48_000, _ tag: PlayoutTag, lane: PlayoutLaneName = .answer
    ) throws(PlayoutRefusal) {
        try enqueue(samples.span, rate: StreamRate(hertz: hertz)!, tag: tag, lane: lane)
    }

    /// Loud enough to tell samples apart, and no limiter in the way.
    static func plain(cushion: Int32 = 0) -> Playout {
        var settings = PlayoutSettings()
        settings.ceilingDecibels = 0
        settings.cushionMilliseconds = cushion
        return Playout(settings: settings)!
    }
}

/// Every sample different from its neighbours, so that a lost or doubled one is seen.
func staircase(_ count: Int, from first: Int = 1) -> [Int16] {
    (0..<count).map { Int16(1_000 + (first + $0) % 20_000) }
}
