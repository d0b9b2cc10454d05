import Sound
import Synchronization

/// Microphone's and loudspeaker's far ends, which note every breach of the port's promises as it happens.
final class ContractProbe: CaptureSink, PlaybackSource {
    struct Seen: Sendable {
        var breaches: [String] = []
        var blocks = 0
        var nextSample: SampleTime?
        var epoch: UInt32 = 0
        /// Samples that the index jumped over.
        var jumped = 0
        var clock: ClockPair?
        var prepared = 0
        /// Where the next `render` must start; `nil` before `prepare`.
        var nextRender: SampleTime?
        var rendered = 0
        var heard = SampleTime.zero
        var takenBack: [SampleTime] = []
        var isSpeaking = true
        var isStopped = false
    }

    private let state = Mutex(Seen())
    private let tape: ReferenceTape

    init(tape: ReferenceTape) {
        self.tape = tape
    }

    var seen: Seen { state.withLock { $0 } }

    func speak(_ isSpeaking: Bool) { state.withLock { $0.isSpeaking = isSpeaking } }

    func stopped() { state.withLock { $0.isStopped = true } }

    /// What is rendered for an index: never silence.
    static func sample(_ index: Int64) -> Int16 { Int16(index % 20_000 + 10_000) }

    func captured(_ block: Block, clock: ClockPair) {
        state.withLock { seen in
            if seen.isStopped { seen.breach("a block came after stop") }
            if block.count != block.rate.blockSamples { seen.breach("a block of \(block.count) samples") }
            if let next = seen.nextSample {
                if block.start < next { seen.breach("the index went back to \(block.start.samples)") }
                if block.epoch < seen.epoch { seen.breach("the epoch fell") }
                seen.jumped += block.start - next
            }
            if let old = seen.clock, clock.epoch < old.epoch { seen.breach("the clock's epoch fell") }
            seen.clock = clock
            seen.epoch = block.epoch
            seen.nextSample = block.start + block.count
            seen.blocks += 1
        }
    }

    func prepare(rate: StreamRate, start: SampleTime) {
        state.withLock { seen in
            if seen.isStopped { seen.breach("prepare after stop") }
            seen.prepared += 1
            seen.nextRender = start
        }
    }

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        let count = target.count
        let isSpeaking = state.withLock { seen in
            if seen.isStopped { seen.breach("render after stop") }
            if count > Block.capacity { seen.breach("more than a block was asked for: \(count)") }
            // Forward it may go: silence was played where sound came too late.
            if let next = seen.nextRender, start < next { seen.breach("render went back to \(start.samples)") }
            if start < seen.heard { seen.breach("what was heard already was rendered") }
            if seen.nextRender == nil { seen.breach("render before prepare") }
            seen.nextRender = start + count
            seen.rendered += count
            return seen.isSpeaking
        }
        for index in 0..<count { target[index] = isSpeaking ? Self.sample(start.samples + Int64(index)) : 0 }
        return isSpeaking
    }

    func takenBack(from first: SampleTime) {
        let end = tape.end
        state.withLock { seen in
            if seen.isStopped { seen.breach("takenBack after stop") }
            if let next = seen.nextRender, first > next { seen.breach("more was taken back than rendered") }
            if first < seen.heard { seen.breach("sound that was heard was taken back") }
            if end > first { seen.breach("sound that was taken back is still on the tape") }
            seen.takenBack.append(first)
            seen.nextRender = first
        }
    }

    func heard(until end: SampleTime) {
        state.withLock { seen in
            if seen.isStopped { seen.breach("heard after stop") }
            if end < seen.heard { seen.breach("heard went back to \(end.samples)") }
            seen.heard = end
        }
    }
}

extension ContractProbe.Seen {
    /// A few of them tell enough.
    mutating func breach(_ text: String) {
        if breaches.count < 20 { breaches.append(text) }
    }
}
