import Glibc
import TestBench

/// What a process has used since its start, thread by thread, as the kernel counts.
struct ProcessUse {
    private struct Share {
        /// On a processor.
        var nanoseconds: Int64 = 0
        /// Times that it went to sleep by itself: as many wake-ups.
        var switches = 0
    }

    private let instant = ContinuousClock.now
    private var threads: [String: Share] = [:]

    init(of pid: Int32) {
        for thread in namesInFolder("/proc/\(pid)/task") {
            let folder = "/proc/\(pid)/task/\(thread)"
            threads[thread] = Share(
                nanoseconds: Self.words(folder + "/schedstat").first.flatMap { Int64($0) } ?? 0,
                switches: Self.field("voluntary_ctxt_switches:", in: folder + "/status") ?? 0)
        }
    }

    /// Percent of one core since `earlier`, of the threads that are still there.
    func percent(since earlier: ProcessUse) -> Double {
        let used = sum({ $0.nanoseconds - ($1?.nanoseconds ?? 0) }, since: earlier)
        return Double(used) / 1e7 / (earlier.instant.duration(to: instant) / .seconds(1))
    }

    func wakeUpsPerSecond(since earlier: ProcessUse) -> Double {
        let woken = sum({ Int64($0.switches - ($1?.switches ?? 0)) }, since: earlier)
        return Double(woken) / (earlier.instant.duration(to: instant) / .seconds(1))
    }

    private func sum(_ difference: (Share, Share?) -> Int64, since earlier: ProcessUse) -> Int64 {
        threads.reduce(0) { $0 + difference($1.value, earlier.threads[$1.key]) }
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
