import Glibc

/// Time since boot, suspended time included: the clock of every event, age and deadline of the daemon.
package enum BootTime {
    /// CLOCK_BOOTTIME. A vDSO call: no system call on the machines we run on.
    package static func now() -> Duration { read(CLOCK_BOOTTIME) }

    /// Seconds since 1970 as the machine believes, which may be wrong before the clock is set.
    package static func wallClock() -> Duration { read(CLOCK_REALTIME) }

    /// CLOCK_MONOTONIC, which the service manager wants to see in reload messages.
    static func monotonic() -> Duration { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension Duration {
    /// Whole microseconds, rounded toward zero.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// Whole milliseconds, rounded toward zero.
    package var milliseconds: Int64 { microseconds / 1000 }

    /// Seconds as a number.
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
