import Glibc

/// The kernel's ways to the world, read from its tables: no netlink socket, which the unit forbids.
enum DefaultRoutes {
    private static let up: UInt32 = 0x1
    private static let reject: UInt32 = 0x200

    static func present() -> Set<String> {
        version4(text("/proc/self/net/route")).union(version6(text("/proc/self/net/ipv6_route")))
    }

    /// A kernel table says nothing of its size. What does not fit is of more routes than any box has.
    private static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { all in
                unsafe read(file, all.baseAddress.map { unsafe $0 + filled }, all.count - filled)
            }
            guard count > 0 else { break }
            filled += count
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }

    /// Interface and gateway of each route to 0.0.0.0/0 that is up.
    static func version4(_ table: String) -> Set<String> {
        Set(
            table.split(separator: "\n").dropFirst().compactMap { line in
                let columns = line.split { $0 == "\t" || $0 == " " }
                guard columns.count >= 8, columns[1] == "00000000", columns[7] == "00000000",
                    let flags = UInt32(columns[3], radix: 16), flags & up != 0, flags & reject == 0
                else { return nil }
                return "\(columns[0]) \(columns[2])"
            })
    }

    /// The same of ::/0.
    static func version6(_ table: String) -> Set<String> {
        Set(
            table.split(separator: "\n").compactMap { line in
                let columns = line.split(separator: " ")
                guard columns.count >= 10, columns[1] == "00", columns[0].allSatisfy({ $0 == "0" }),
                    let flags = UInt32(columns[8], radix: 16), flags & up != 0, flags & reject == 0
                else { return nil }
                return "\(columns[9]) \(columns[4])"
            })
    }
}
