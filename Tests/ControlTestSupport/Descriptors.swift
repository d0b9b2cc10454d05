import Glibc

/// What this process holds and uses.
package enum Descriptors {
    package static func count() -> Int { numbers().count }

    private static func numbers() -> [Int] {
        (0..<2_048).filter { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    package static func processorSeconds() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
