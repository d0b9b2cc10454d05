import Sound
import Synchronization

/// Keeps what the microphone delivered: totals, the places where the index jumped, and the newest samples.
final class CapturedSound: CaptureSink {
    struct Heard: Sendable {
        var blocks = 0
        var samples = 0
        var jumps: [Int] = []
        var epochs: Set<UInt32> = []
        var next = SampleTime.zero
        var clock: ClockPair?
        var clockEpochs = 0
        /// Samples in the busiest second, after the first.
        var mostInASecond = 0
        fileprivate var second: (since: ContinuousClock.Instant, samples: Int)?
        /// Samples by index, while `isKeeping`.
        var kept: [Int16] = []
        var keptFrom: SampleTime?
    }

    private let state: Mutex<Heard>
    private let isKeeping: Bool

    init(keeping: Bool = false) {
        isKeeping = keeping
        state = Mutex(Heard())
    }

    var heard: Heard { state.withLock { $0 } }

    func captured(_ block: Block, clock: ClockPair) {
        state.withLock { heard in
            if heard.blocks > 0, block.start != heard.next { heard.jumps.append(block.start - heard.next) }
            heard.blocks += 1
            heard.countSecond(block.count)
            heard.samples += block.count
            heard.epochs.insert(block.epoch)
            heard.next = block.start + block.count
            if heard.clock != clock { heard.clockEpochs += 1 }
            heard.clock = clock
            guard isKeeping else { return }
            if heard.keptFrom == nil { heard.keptFrom = block.start }
            let missing = heard.next - (heard.keptFrom ?? .zero) - block.count - heard.kept.count
            heard.kept += [Int16](repeating: 0, count: max(0, missing))
            block.withSamples { for index in 0..<$0.count { heard.kept.append($0[index]) } }
        }
    }
}

extension CapturedSound.Heard {
    fileprivate mutating func countSecond(_ count: Int) {
        let now = ContinuousClock.now
        guard let current = second, current.since.duration(to: now) < .seconds(1) else {
            if let current = second { mostInASecond = max(mostInASecond, current.samples) }
            second = (now, count)
            return
        }
        second = (current.since, current.samples + count)
    }
}
