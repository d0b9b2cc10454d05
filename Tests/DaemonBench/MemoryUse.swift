package import TestBench

/// What a process holds of memory.
package enum MemoryUse {
    /// Its share of all memory, in kilobytes.
    package static func proportional(of process: ChildProcess) -> Int { field("Pss:", process) }

    /// What belongs to it alone and to no file, in kilobytes: where a leak shows.
    package static func anonymous(of process: ChildProcess) -> Int { field("Anonymous:", process) }

    private static func field(_ name: String, _ process: ChildProcess) -> Int {
        let text = String(decoding: readWholeFile("/proc/\(process.pid)/smaps_rollup") ?? [], as: UTF8.self)
        let words = text.split { $0 == " " || $0 == "\n" }
        guard let place = words.firstIndex(where: { $0 == name }), place + 1 < words.endIndex else { return 0 }
        return Int(words[place + 1]) ?? 0
    }
}
