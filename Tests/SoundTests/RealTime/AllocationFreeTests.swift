import Sound
import TestBench
import Testing

/// What audio threads do with the words of `Sound` must not allocate.
@Suite struct AllocationFreeTests {
    @Test func ring() throws {
        let ring = Ring(capacity: 8, filledWith: Block(start: .zero, rate: .highest, epoch: 0))
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        let block = Block(start: .zero, rate: .highest, epoch: 0)
        #expect(
            runsWithoutAllocation {
                for _ in 0..<100 {
                    _ = writer.write(block)
                    _ = reader.read()
                }
            })
    }

    @Test func ringOfSamples() throws {
        let ring = Ring<Int16>(capacity: 1_024, filledWith: 0)
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        let source = [Int16](repeating: 1, count: 480)
        var target = [Int16](repeating: 0, count: 480)
        #expect(
            runsWithoutAllocation {
                for _ in 0..<100 {
                    _ = writer.write(source.span)
                    var span = target.mutableSpan
                    _ = reader.read(into: &span)
                }
            })
    }

    @Test func mailbox() throws {
        let box = Mailbox(SoundSettingsSketch(gain: 1, threshold: 0))
        var sender = try taken(box.takeSender())
        var receiver = try taken(box.takeReceiver())
        #expect(
            runsWithoutAllocation {
                for number in 0..<100 {
                    sender.post(SoundSettingsSketch(gain: 0.5, threshold: number))
                    _ = receiver.takeNew()
                }
            })
    }

    @Test func referenceTape() {
        let tape = ReferenceTape(capacity: 4_096)
        let source = [Int16](repeating: 1, count: 480)
        var target = [Int16](repeating: 0, count: 480)
        var time = SampleTime.zero
        #expect(
            runsWithoutAllocation {
                for _ in 0..<100 {
                    tape.write(source.span, at: time)
                    tape.takeBack(from: time + 400)
                    time = time + 480
                    var span = target.mutableSpan
                    _ = tape.read(from: time, into: &span)
                }
            })
    }

    @Test func blockAssemblerAndInputHealth() {
        var assembler = BlockAssembler(rate: .highest, epoch: 0)
        var meter = InputHealthMeter()
        let source = [Int16](repeating: 1, count: 333)
        #expect(
            runsWithoutAllocation {
                for _ in 0..<100 {
                    assembler.append(source.span) { _ = meter.inspect($0) }
                    _ = assembler.skip(7)
                }
            })
    }

    @Test func doorbell() throws {
        let bell = try #require(Doorbell())
        #expect(
            runsWithoutAllocation {
                bell.ring()
                _ = bell.wait(milliseconds: 0)
            })
    }

    private struct SoundSettingsSketch: BitwiseCopyable, Sendable {
        var gain: Float
        var threshold: Int
    }
}
