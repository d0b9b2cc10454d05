import Glibc

/// What the kernel says about this process.
package struct ProcessFigures: Sendable, Equatable {
    package var cpuSeconds: Double
    package var residentBytes: Int
    package var virtualBytes: Int
    package var openDescriptors: Int
    package var threads: Int

    /// Nil where /proc cannot be read.
    package static func read() -> ProcessFigures? {
        guard let line = firstLine(of: "/proc/self/stat"), let open = countEntries(of: "/proc/self/fd") else {
            return nil
        }
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        return parse(
            stat: line, ticksPerSecond: ticks, pageSize: sysconf(Int32(_SC_PAGESIZE)), openDescriptors: open)
    }

    /// The name in the second field may hold spaces and brackets, so counting begins behind the last bracket.
    static func parse(stat line: String, ticksPerSecond: Double, pageSize: Int, openDescriptors: Int) -> Self? {
        guard let bracket = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: bracket)...].split(separator: " ")
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let threads = Int(fields[17]), let virtual = Int(fields[20]), let pages = Int(fields[21])
        else { return nil }
        return ProcessFigures(
            cpuSeconds: (user + system) / ticksPerSecond, residentBytes: pages * pageSize, virtualBytes: virtual,
            openDescriptors: openDescriptors, threads: threads)
    }

    func add(to text: inout OpenMetricsText) {
        text.counter("process_cpu_seconds", "CPU time used.", cpuSeconds)
        text.gauge("process_resident_memory_bytes", "Memory in RAM.", Double(residentBytes))
        text.gauge("process_virtual_memory_bytes", "Memory mapped.", Double(virtualBytes))
        text.gauge("process_open_fds", "File descriptors open.", Double(openDescriptors))
        text.gauge("process_threads", "Threads.", Double(threads))
    }

    private static func firstLine(of path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    private static func countEntries(of path: String) -> Int? {
        guard let directory = unsafe opendir(path) else { return nil }
        defer { _ = unsafe closedir(directory) }
        var count = 0
        while let entry = unsafe readdir(directory) {
            if unsafe entry.pointee.d_name.0 != UInt8(ascii: ".") { count += 1 }
        }
        // The directory itself is open too.
        return count - 1
    }
}
