import CLinux
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Wakes a sleeping thread: an eventfd that can stand in `poll`, `epoll` or be waited on alone.
///
/// Concurrency: anybody rings, one thread waits. Ringing an already ringing bell costs no system call. Ringing an idle
/// one costs a single `write`, which cannot block; audio threads ring after their block is done, outside the real-time
/// section.
package final class Doorbell: Sendable {
    /// Readable while the bell rings. Owned by the bell.
    package let descriptor: Int32
    private let isRinging = Atomic<Bool>(false)

    /// `nil` when the process has no descriptor left.
    package init?() {
        let opened = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard opened >= 0 else { return nil }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    package func ring() {
        guard !isRinging.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Silences the bell. Call before looking for work, so that work which arrives meanwhile rings again.
    package func answer() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
        _ = isRinging.exchange(false, ordering: .acquiringAndReleasing)
    }

    /// Sleeps until the bell rings or the time is over, then silences it. Returns whether it rang.
    package func wait(milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&entry, 1, milliseconds) > 0 else { return false }
        answer()
        return true
    }
}
