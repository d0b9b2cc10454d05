import PulseSound
import Sound

/// A piece of real-time code: one step of it is what an audio thread does for one block.
struct Proof {
    static let steps = 2_000

    let name: String
    let step: () -> Void
}

/// All of them. Add a line here for each piece of code that audio threads run.
func proofs() -> [Proof] {
    [
        ringOfBlocks(),
        ringOfSamples(),
        mailbox(),
        referenceTape(),
        blockAssembler(),
        inputHealth(),
        clockPair(),
    ] + signalPathProofs() + realTimeSteps().map { Proof(name: $0.name, step: $0.step) }
}

private let blankBlock = Block(start: .zero, rate: .highest, epoch: 0)

/// Both ends of a ring or mailbox, for one thread that plays both sides.
private final class Ends<Writer: ~Copyable, Reader: ~Copyable> {
    var writer: Writer
    var reader: Reader

    init(_ writer: consuming Writer?, _ reader: consuming Reader?) {
        guard let writer, let reader else { fatalError("an end was taken twice") }
        self.writer = writer
        self.reader = reader
    }
}

private func ringOfBlocks() -> Proof {
    let ring = Ring(capacity: 4, filledWith: blankBlock)
    let ends = Ends(ring.takeWriter(), ring.takeReader())
    return Proof(name: "ring of blocks") {
        // Once more than fits, and once more than there is.
        for _ in 0..<5 { _ = ends.writer.write(blankBlock) }
        for _ in 0..<5 { _ = ends.reader.read() }
    }
}

private func ringOfSamples() -> Proof {
    let ring = Ring<Int16>(capacity: 1_000, filledWith: 0)
    let ends = Ends(ring.takeWriter(), ring.takeReader())
    var samples = [Int16](repeating: 1, count: 480)
    return Proof(name: "ring of samples") {
        _ = ends.writer.write(samples.span)
        var span = samples.mutableSpan
        _ = ends.reader.read(into: &span)
        _ = ends.reader.skip(1)
    }
}

private func mailbox() -> Proof {
    let box = Mailbox(0)
    let ends = Ends(box.takeSender(), box.takeReceiver())
    return Proof(name: "mailbox") {
        ends.writer.post(1)
        _ = ends.reader.takeNew()
        _ = ends.reader.current
    }
}

private func referenceTape() -> Proof {
    let tape = ReferenceTape(capacity: 48_000)
    var samples = [Int16](repeating: 1, count: 480)
    return Proof(name: "reference tape") {
        let end = tape.end
        tape.write(samples.span, at: end + 10)
        tape.takeBack(from: end + 400)
        var span = samples.mutableSpan
        _ = tape.read(from: end, into: &span)
    }
}

private func blockAssembler() -> Proof {
    var assembler = BlockAssembler(rate: .highest, epoch: 0)
    let samples = [Int16](repeating: 1, count: 333)
    var count = 0
    return Proof(name: "block assembler") {
        assembler.append(samples.span) { count += $0.count }
        _ = assembler.skip(7)
    }
}

private func inputHealth() -> Proof {
    var meter = InputHealthMeter()
    return Proof(name: "input health") { _ = meter.inspect(blankBlock) }
}

private func clockPair() -> Proof {
    let pair = ClockPair(
        capture: .zero, playback: .zero, captureRate: .highest, playbackRate: .lowest, epoch: 0, isPlaying: true)
    var time = SampleTime.zero
    return Proof(name: "clock pair") { time = pair.playbackTime(at: time + 480) }
}
