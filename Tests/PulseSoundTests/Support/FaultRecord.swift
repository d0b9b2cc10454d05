import CAllocationCount
import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Times of recovery from one kind of fault, and whether memory and descriptors stay.
///
/// VOICELIVED_FAULT_REPEATS says how often each fault is made; twice without it.
struct FaultRecord {
    private let name: String
    private var milliseconds: [Int] = []
    private var resident: [Int] = []
    private var descriptors: [Int] = []

    init(_ name: String) {
        self.name = name
    }

    static var repeats: Int {
        let wish = RunLength.wished("VOICELIVED_FAULT_REPEATS")
        return min(max(1, wish ?? 2), 1_000)
    }

    /// Milliseconds of the slowest recovery.
    var slowest: Int { milliseconds.max() ?? Int.max }

    /// Runs `recovery`, which waits for the recovery and returns whether it came.
    mutating func measure(_ recovery: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        let begin = ContinuousClock.now
        let isWell = recovery()
        let took = begin.duration(to: .now).components
        #expect(isWell, "\(name): no recovery, time \(milliseconds.count + 1)", sourceLocation: sourceLocation)
        milliseconds.append(Int(took.seconds) * 1_000 + Int(took.attoseconds / 1_000_000_000_000_000))
        resident.append(ProcessFigures.residentBytes(getpid()) ?? 0)
        descriptors.append(ProcessFigures.descriptors(getpid()) ?? 0)
    }

    /// Prints the figures and checks that nothing grew after the first tenth of the times.
    func conclude(sourceLocation: SourceLocation = #_sourceLocation) {
        let sorted = milliseconds.sorted()
        let settled = milliseconds.count / 10
        let growth = ((resident.last ?? 0) - (resident.dropFirst(settled).first ?? 0)) / 1_024
        print(
            "FIGURES \(name): \(sorted.count) times, median \(sorted[sorted.count / 2]) ms, slowest \(slowest) ms;",
            "memory \(growth >= 0 ? "+" : "")\(growth) kB, descriptors \(descriptors.first ?? 0) to \(descriptors.last ?? 0)"
        )
        #expect(
            (descriptors.last ?? 0) <= (descriptors.dropFirst(settled).first ?? 0) + 2, sourceLocation: sourceLocation)
        // A sanitizer's allocator keeps what was freed for a while.
        let isMeasured = vl_allocations_are_counted() == 1
        #expect(!isMeasured || growth < 4_096, sourceLocation: sourceLocation)
    }
}

/// Keeps a loudspeaker of a private server awake, as a room that listens does: an idle virtual loudspeaker of
/// PulseAudio plays two seconds of nothing in one piece, and lets sound begin only after it.
final class IdleListener {
    private let recorder: ChildProcess

    init(_ server: any SoundServer) throws {
        recorder = try ChildProcess(
            "parec", ["--device=spk.monitor", "--latency-msec=10"], environment: server.environment, output: .none)
    }
}
