import DaemonBench
import Sound
import Synchronization
import TestBench

#if canImport(Glibc)
    import Glibc
#endif

/// How long a 10 ms block takes from one audio thread to the next: ring, bell, and the kernel waking who waits. The same
/// types and priority as between the daemon's sound and pipeline threads.
struct BlockHandOff {
    let blocks: Int
    /// Ordinary threads that only burn time, as a busy machine has.
    var busyThreads = 0

    struct Result {
        /// From the write to the read, one value a block.
        let microseconds: [Double]
        let scheduling: ThreadScheduling

        var isRealTime: Bool { if case .realTime(priority: _) = scheduling { true } else { false } }
    }

    /// A block's number and when it was written.
    private struct Sent: BitwiseCopyable, Sendable {
        var block: Block
        var nanoseconds: Int64
    }

    /// Without load and beside two busy loops.
    static func rows(seconds: Int) -> [Row] {
        [("block hand-off, thread to thread", 0), ("the same beside two busy loops", 2)].map { name, busy in
            guard let result = BlockHandOff(blocks: seconds * 100, busyThreads: busy).run() else {
                return Row(metric: name, unit: "ms", values: [])
            }
            let milliseconds = result.microseconds.map { $0 / 1_000 }
            let high = [0.99, 1].map { percentile($0, of: milliseconds) ?? .nan }.map { ($0 * 1_000).rounded() / 1_000 }
            let thread = result.isRealTime ? "real-time" : "ordinary"
            return Row(
                metric: name, unit: "ms", values: milliseconds, digits: 3,
                note: "\(thread) threads; 99 %: \(high[0]) ms, longest \(high[1]) ms")
        }
    }

    func run() -> Result? {
        let blank = Sent(block: Block(start: .zero, rate: .lowest, epoch: 0), nanoseconds: 0)
        let ring = Ring<Sent>(capacity: 64, filledWith: blank)
        let isOver = Flag()
        let received = Mutex<([Double], ThreadScheduling)>(([], .ordinary(refusal: 0)))
        guard let bell = Doorbell(), let writer = ring.takeWriter(), let reader = ring.takeReader() else { return nil }
        let (ends, wanted) = (Ends(writer, reader), blocks)
        let load = (0..<busyThreads).compactMap { _ in
            RealTimeThread(name: "busy", priority: 0) { _ in while !isOver.isSet {} }
        }
        let taking = RealTimeThread(name: "taking", priority: 10) { scheduling in
            var taken: [Double] = []
            taken.reserveCapacity(wanted)
            while taken.count < wanted, bell.wait(milliseconds: 2_000) {
                while let sent = ends.reader.read() { taken.append(Double(Self.now() - sent.nanoseconds) / 1_000) }
            }
            received.withLock { $0 = (taken, scheduling) }
        }
        let giving = RealTimeThread(name: "giving", priority: 10) { _ in
            var next = Self.now()
            for number in 0..<wanted {
                next += 10_000_000
                Self.sleep(until: next)
                var sent = blank
                sent.block.start = SampleTime(Int64(number) * 480)
                sent.nanoseconds = Self.now()
                _ = ends.writer.write(sent)
                bell.ring()
            }
        }
        giving?.join()
        taking?.join()
        isOver.set()
        load.forEach { $0.join() }
        let (values, scheduling) = received.withLock { $0 }
        return giving == nil || taking == nil ? nil : Result(microseconds: values, scheduling: scheduling)
    }

    /// The ring's two ends; each is touched by its own thread alone.
    private final class Ends: @unchecked Sendable {
        var writer: RingWriter<Sent>
        var reader: RingReader<Sent>

        init(_ writer: consuming RingWriter<Sent>, _ reader: consuming RingReader<Sent>) {
            self.writer = writer
            self.reader = reader
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic<Bool>(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }

    private static func now() -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func sleep(until nanoseconds: Int64) {
        var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }
}
