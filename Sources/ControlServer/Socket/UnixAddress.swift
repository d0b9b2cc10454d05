import Glibc

/// `sockaddr_un` for paths.
enum UnixAddress {
    static let longestPath = 107

    static func bind(_ descriptor: Int32, _ path: String) -> Int32 {
        unsafe with(path) { unsafe Glibc.bind(descriptor, $0, $1) }
    }

    static func connect(_ descriptor: Int32, _ path: String) -> Int32 {
        unsafe with(path) { unsafe Glibc.connect(descriptor, $0, $1) }
    }

    private static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        guard path.utf8.count <= longestPath else { return -1 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        return unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
