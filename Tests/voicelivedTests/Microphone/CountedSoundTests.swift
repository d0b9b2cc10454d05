import Diagnostics
import Sound
import TestBench
import Testing

@testable import voicelived

/// What the daemon puts between the sound card and the signal path runs on the sound thread.
@Suite struct CountedSoundTests {
    private final class End: CaptureSink, PlaybackSource, Sendable {
        func captured(_ block: Block, clock: ClockPair) {}
        func prepare(rate: StreamRate, start: SampleTime) {}
        func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool { true }
        func takenBack(from first: SampleTime) {}
        func heard(until end: SampleTime) {}
    }

    @Test func countingAndMutingAllocateNothing() {
        let (gate, progress, samples) = (MuteGate(), ProgressCounter(), Counter())
        let capture = CountedCapture(End(), progress: progress, samples: samples, mute: gate)
        let playback = CountedPlayback(End(), samples: samples)
        let sound = [Int16](repeating: 100, count: 480)
        var room = sound
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: .highest, playbackRate: .highest, epoch: 0, isPlaying: true)
        let block = Block(start: .zero, rate: .highest, epoch: 0, samples: sound.span)
        let isClean = runsWithoutAllocation {
            for round in 0..<200 {
                gate.set(round.isMultiple(of: 2))
                capture.captured(block, clock: clock)
                var target = room.mutableSpan
                _ = playback.render(into: &target, start: .zero)
                playback.heard(until: .zero)
            }
        }
        #expect(isClean)
        #expect(samples.value > 0 && samples.value.isMultiple(of: 200 * 960))
    }
}
