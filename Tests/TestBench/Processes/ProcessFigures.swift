#if canImport(Glibc)
    import Glibc
#endif

/// What the kernel says about a process.
package enum ProcessFigures {
    /// Memory that is really there, in bytes. `nil` when there is no such process.
    package static func residentBytes(_ pid: Int32) -> Int? {
        value(pid, "VmRSS:").map { $0 * 1_024 }
    }

    /// Number of its threads.
    package static func threads(_ pid: Int32) -> Int? { value(pid, "Threads:") }

    /// Open descriptors.
    package static func descriptors(_ pid: Int32) -> Int? {
        let names = namesInFolder("/proc/\(pid)/fd")
        return names.isEmpty ? nil : names.count
    }

    /// Whether it ended: gone, or only waiting to be collected.
    package static func isGone(_ pid: Int32) -> Bool {
        guard let line = status(pid).first(where: { $0.hasPrefix("State:") }) else { return true }
        return line.contains("Z (zombie)") || line.contains("X (dead)")
    }

    private static func value(_ pid: Int32, _ key: String) -> Int? {
        guard let line = status(pid).first(where: { $0.hasPrefix(key) }) else { return nil }
        return line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
    }

    private static func status(_ pid: Int32) -> [Substring] {
        let bytes = readWholeFile("/proc/\(pid)/status") ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}

/// All bytes of a file; `nil` when it cannot be read.
package func readWholeFile(_ path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe read(file, &buffer, buffer.count)
        guard count > 0 else { return count == 0 ? result : nil }
        result += buffer[0..<count]
    }
}
