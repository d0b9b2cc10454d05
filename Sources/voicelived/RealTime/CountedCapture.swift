import Diagnostics
import Sound

/// The microphone's blocks on their way to the pipeline: counted, the watchdog's sign that the sound thread works, and
/// silenced by the hard mute.
final class CountedCapture: CaptureSink {
    private let next: any CaptureSink
    private let progress: ProgressCounter
    private let mute: MuteGate

    init(_ next: any CaptureSink, progress: ProgressCounter, mute: MuteGate) {
        self.next = next
        self.progress = progress
        self.mute = mute
    }

    func captured(_ block: Block, clock: ClockPair) {
        progress.advance()
        next.captured(mute.pass(block), clock: clock)
    }
}
