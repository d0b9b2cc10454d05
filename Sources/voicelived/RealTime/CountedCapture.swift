import Diagnostics
import Sound

/// Counts the microphone's blocks on their way to the pipeline: the watchdog's sign that the sound thread works.
final class CountedCapture: CaptureSink {
    private let next: any CaptureSink
    private let progress: ProgressCounter

    init(_ next: any CaptureSink, progress: ProgressCounter) {
        self.next = next
        self.progress = progress
    }

    func captured(_ block: Block, clock: ClockPair) {
        progress.advance()
        next.captured(block, clock: clock)
    }
}
