import Sound
import Testing

@Suite struct InputHealthTests {
    private var meter = InputHealthMeter()

    /// Feeds blocks of 10 ms; the changes told, with the millisecond at which each was.
    private mutating func hear(_ milliseconds: Int, _ sample: (Int) -> Int16) -> [Change] {
        var changes: [Change] = []
        for time in stride(from: 10, through: milliseconds, by: 10) {
            let samples = (0..<80).map(sample)
            let block = Block(start: .zero, rate: .lowest, epoch: 0, samples: samples.span)
            if let health = meter.inspect(block) { changes.append(Change(health, time)) }
        }
        return changes
    }

    private struct Change: Equatable {
        var health: InputHealth
        var milliseconds: Int

        init(_ health: InputHealth, _ milliseconds: Int) {
            self.health = health
            self.milliseconds = milliseconds
        }
    }

    private func speech(_ index: Int) -> Int16 { Int16(index * 97 % 2_000 - 1_000) }
    private func loud(_ index: Int) -> Int16 { index % 2 == 0 ? 32_767 : -32_768 }
    private func zero(_ index: Int) -> Int16 { 0 }

    @Test mutating func goodSoundSaysNothing() {
        #expect(hear(10_000, speech) == [])
        #expect(meter.health == .good)
    }

    @Test mutating func aDeadCableIsSilentAfterThreeSecondsAndGoodAgainAfterAFifth() {
        #expect(hear(5_000, zero) == [Change(.silent, 3_000)])
        #expect(hear(1_000, speech) == [Change(.good, 200)])
        #expect(hear(2_990, zero) == [])
        #expect(hear(10, zero) == [Change(.silent, 10)])
    }

    @Test mutating func onePopDoesNotBringASilentMicrophoneBack() {
        #expect(hear(3_000, zero) == [Change(.silent, 3_000)])
        #expect(hear(190, speech) == [])
        #expect(hear(100, zero) == [])
        #expect(hear(190, speech) == [])
        #expect(hear(10, speech) == [Change(.good, 10)])
    }

    @Test mutating func aStuckConverterIsNamedAfterASecond() {
        #expect(hear(2_000) { _ in -7 } == [Change(.stuck, 1_000)])
        #expect(hear(4_000, zero) == [Change(.silent, 3_000)])
        #expect(hear(1_000, speech) == [Change(.good, 200)])
    }

    @Test mutating func anEmptyBlockChangesNothing() {
        #expect(hear(2_990, zero) == [])
        #expect(meter.inspect(Block(start: .zero, rate: .lowest, epoch: 0)) == nil)
        #expect(hear(10, zero) == [Change(.silent, 10)])
    }

    @Test mutating func clippingIsNamedAfterASecond() {
        #expect(hear(2_000, loud) == [Change(.clipped, 1_000)])
        #expect(hear(1_000, speech) == [Change(.good, 200)])
    }

    @Test mutating func scatteredPeaksAreNoClipping() {
        #expect(hear(10_000) { $0 < 7 ? 32_767 : Int16($0) } == [])
    }

    @Test mutating func aMinuteOfClippingIsForgottenAsFastAsASecondOfIt() {
        _ = hear(60_000, loud)
        #expect(meter.health == .clipped)
        #expect(hear(1_000, speech) == [Change(.good, 200)])
    }

    @Test mutating func shoutingThatClipsEverySecondWordIsClipping() {
        var changes: [Change] = []
        for _ in 0..<30 { changes += hear(100, loud) + hear(50, speech) }
        #expect(changes.map(\.health) == [.clipped])
    }

    @Test mutating func patienceIsAsAsked() {
        var patience = InputHealthMeter.Patience()
        patience.silentMilliseconds = 50
        patience.recoveryMilliseconds = 10
        meter = InputHealthMeter(patience: patience)
        #expect(hear(100, zero) == [Change(.silent, 50)])
        #expect(hear(100, speech) == [Change(.good, 10)])
    }
}
