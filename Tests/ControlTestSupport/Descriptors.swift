import Glibc

/// What this process holds and uses.
package enum Descriptors {
    package static func count() -> Int { numbers().count }

    /// Leaves this process without a descriptor, for good.
    package static func useUp() {
        var limit = rlimit()
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = rlim_t(max(64, (numbers().max() ?? 0) + 1))
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        while unsafe open("/dev/null", O_RDONLY) >= 0 {}
    }

    private static func numbers() -> [Int] {
        (0..<2_048).filter { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    package static func processorSeconds() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
