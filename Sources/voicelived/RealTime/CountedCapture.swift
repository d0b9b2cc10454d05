import Diagnostics
import Sound

/// The microphone's blocks on their way to the pipeline: counted, the watchdog's sign that the sound thread works, and
/// silenced by the hard mute; their samples are counted for the metrics.
final class CountedCapture: CaptureSink {
    private let next: any CaptureSink
    private let progress: ProgressCounter
    private let samples: Counter
    private let mute: MuteGate

    init(_ next: any CaptureSink, progress: ProgressCounter, samples: Counter, mute: MuteGate) {
        self.next = next
        self.progress = progress
        self.samples = samples
        self.mute = mute
    }

    func captured(_ block: Block, clock: ClockPair) {
        progress.advance()
        samples.add(UInt64(block.count))
        next.captured(mute.pass(block), clock: clock)
    }
}

/// Counts the samples that the loudspeaker takes.
final class CountedPlayback: PlaybackSource {
    private let next: any PlaybackSource
    private let samples: Counter

    init(_ next: any PlaybackSource, samples: Counter) {
        self.next = next
        self.samples = samples
    }

    func prepare(rate: StreamRate, start: SampleTime) { next.prepare(rate: rate, start: start) }

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        samples.add(UInt64(target.count))
        return next.render(into: &target, start: start)
    }

    func takenBack(from first: SampleTime) { next.takenBack(from: first) }
    func heard(until end: SampleTime) { next.heard(until: end) }
}
