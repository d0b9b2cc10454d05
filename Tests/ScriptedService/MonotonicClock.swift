import Glibc

/// Microseconds of the monotonic clock, which every process of a machine shares.
package func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
}

/// Seconds since 1970, as `expires_at` counts them.
func wallSeconds() -> Int { time(nil) }
