import Glibc
import TestBench

/// Where figures were taken: without it they say nothing.
enum Machine {
    static var description: String {
        let cpu = text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = cpu?.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "unknown processor"
        let kernel = text("/proc/sys/kernel/osrelease").filter { $0 != "\n" }
        return "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores of \(name), Linux \(kernel)"
    }

    /// Load average of the last minute.
    static var load: String { text("/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?" }

    private static func text(_ path: String) -> String { String(decoding: readWholeFile(path) ?? [], as: UTF8.self) }
}
