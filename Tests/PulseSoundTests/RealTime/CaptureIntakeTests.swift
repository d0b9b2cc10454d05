import Sound
import TestBench
import Testing

@testable import PulseSound

@Suite struct CaptureIntakeTests {
    private func intake(_ sink: CapturedSound) -> CaptureIntake {
        CaptureIntake(sink: sink, clock: ClockTie().pair)
    }

    private func feed(_ intake: CaptureIntake, _ counts: [Int], from start: Int = 0) {
        var time = start
        for count in counts {
            time += count * 1_000 / 48
            _ = intake.take([Int16](repeating: 7, count: count).span, at: Moment(microseconds: Int64(time)))
        }
    }

    @Test func piecesOfAnySizeBecomeBlocks() {
        let sink = CapturedSound()
        let intake = intake(sink)
        intake.begin(rate: .highest, at: .milliseconds(0))
        feed(intake, [158, 4, 157, 3, 480, 960, 1, 157])
        #expect(sink.heard.blocks == 4)
        #expect(sink.heard.jumps == [])
        #expect(intake.position == SampleTime(1_920))
    }

    @Test func aHoleIsAJumpAndCounted() {
        let sink = CapturedSound()
        let intake = intake(sink)
        intake.begin(rate: .highest, at: .milliseconds(0))
        feed(intake, [480, 100])
        intake.lose(1_000)
        #expect(intake.takeLost() == 1_100)
        #expect(intake.takeLost() == 0)
        feed(intake, [480], from: 33_000)
        #expect(sink.heard.jumps == [1_100])
    }

    @Test func aNewStreamGoesOnCountingAndHasAnotherEpoch() {
        let sink = CapturedSound()
        let intake = intake(sink)
        intake.begin(rate: .highest, at: .milliseconds(0))
        feed(intake, [480])
        intake.excuse()
        intake.begin(rate: .highest, at: .milliseconds(60_000))
        feed(intake, [480], from: 60_000_000)
        #expect(intake.takeLost() == 0)
        #expect(sink.heard.epochs == [1, 2])
        #expect(sink.heard.next == SampleTime(960))
    }

    @Test func anOutageWithoutExcuseIsLost() {
        let sink = CapturedSound()
        let intake = intake(sink)
        intake.begin(rate: .highest, at: .milliseconds(0))
        feed(intake, [480])
        intake.begin(rate: .highest, at: .milliseconds(1_010))
        #expect(intake.takeLost() == 48_000)
        #expect(intake.position == SampleTime(48_480))
    }

    @Test func aDeadMicrophoneIsNamed() {
        let sink = CapturedSound()
        let intake = intake(sink)
        intake.begin(rate: .highest, at: .milliseconds(0))
        for number in 1...301 {
            _ = intake.take([Int16](repeating: 0, count: 480).span, at: .milliseconds(number * 10))
        }
        #expect(intake.takeNewHealth() == .silent)
        #expect(intake.takeNewHealth() == nil)
    }

    @Test func takingAPieceAllocatesNothing() {
        let intake = CaptureIntake(sink: DeafSink(), clock: ClockTie().pair)
        intake.begin(rate: .highest, at: .milliseconds(0))
        let piece = [Int16](repeating: 3, count: 1_000)
        var now = 0
        let isClean = runsWithoutAllocation {
            for _ in 0..<100 {
                now += 20
                _ = intake.take(piece.span, at: .milliseconds(now))
            }
            intake.lose(10)
            _ = intake.takeLost()
        }
        #expect(isClean)
    }
}

/// Takes blocks and does nothing.
private final class DeafSink: CaptureSink {
    func captured(_ block: Block, clock: ClockPair) {}
}
