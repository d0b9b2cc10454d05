import Glibc
import TestBench

/// What a process has used since its start, as the kernel counts.
struct ProcessUse {
    var instant: ContinuousClock.Instant
    /// Processor time of all threads.
    var processor: Duration
    /// Times that a thread went to sleep by itself: as many wake-ups.
    var wakeUps: Int

    init(of pid: Int32) {
        instant = .now
        var nanoseconds: Int64 = 0
        var switches = 0
        for thread in namesInFolder("/proc/\(pid)/task") {
            let folder = "/proc/\(pid)/task/\(thread)"
            nanoseconds += Self.words(folder + "/schedstat").first.flatMap { Int64($0) } ?? 0
            switches += Self.field("voluntary_ctxt_switches:", in: folder + "/status") ?? 0
        }
        processor = .nanoseconds(nanoseconds)
        wakeUps = switches
    }

    /// Percent of one core since `earlier`.
    func percent(since earlier: ProcessUse) -> Double {
        100 * ((processor - earlier.processor) / earlier.instant.duration(to: instant))
    }

    func wakeUpsPerSecond(since earlier: ProcessUse) -> Double {
        Double(wakeUps - earlier.wakeUps) / (earlier.instant.duration(to: instant) / .seconds(1))
    }

    /// Its share of memory, in megabytes.
    static func proportionalMegabytes(of pid: Int32) -> Double {
        Double(field("Pss:", in: "/proc/\(pid)/smaps_rollup") ?? 0) / 1_024
    }

    private static func words(_ path: String) -> [Substring] {
        String(decoding: readWholeFile(path) ?? [], as: UTF8.self).split { $0 == " " || $0 == "\n" || $0 == "\t" }
    }

    private static func field(_ name: String, in path: String) -> Int? {
        let words = words(path)
        return words.firstIndex { $0 == name }.flatMap { words.indices.contains($0 + 1) ? Int(words[$0 + 1]) : nil }
    }
}
