import CLinux
import Glibc
import Synchronization

/// Entries on their way from any thread to the writer thread: bounded, and full means dropped and counted. The lock is
/// held for an append or a swap, never while writing.
final class LogQueue: Sendable {
    struct Batch {
        var records: [LogRecord]
        var dropped: Int
        var isClosed: Bool
    }

    private struct State {
        var records: [LogRecord] = []
        var dropped = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int
    /// An eventfd: readable when there is something to take.
    private let bell: Int32
    private let totalDropped = Atomic<UInt64>(0)

    init(capacity: Int) {
        self.capacity = capacity
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    }

    deinit {
        close(bell)
    }

    var droppedSoFar: UInt64 { totalDropped.load(ordering: .relaxed) }

    func append(_ record: LogRecord) {
        let wasEmpty = state.withLock { state in
            guard !state.isClosed, state.records.count < capacity else {
                state.dropped += 1
                totalDropped.wrappingAdd(1, ordering: .relaxed)
                return false
            }
            state.records.append(record)
            return state.records.count == 1
        }
        if wasEmpty { ring() }
    }

    /// No more entries are taken; the writer finishes what is there.
    func finish() {
        state.withLock { $0.isClosed = true }
        ring()
    }

    /// Waits for entries, at most `timeout`; forever if nil. On the writer thread.
    func take(timeout: Duration?) -> Batch {
        waitUntilReadable(bell, timeout: timeout)
        var count: UInt64 = 0
        _ = unsafe read(bell, &count, 8)
        return state.withLock { state in
            let batch = Batch(records: state.records, dropped: state.dropped, isClosed: state.isClosed)
            state.records.removeAll(keepingCapacity: true)
            state.dropped = 0
            return batch
        }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(bell, &one, 8)
    }
}

/// Waits for a descriptor to become readable. False when the time ran out.
@discardableResult
func waitUntilReadable(_ descriptor: Int32, timeout: Duration?) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let limit = timeout.map { Int32(clamping: max(0, $0.milliseconds + 1)) } ?? -1
    return unsafe poll(&entry, 1, limit) > 0
}
