import CLinux
import Glibc
import Synchronization

/// The one thread that writes: drains the queue, folds repeats, tells what was dropped.
final class LogWriter: Sendable {
    private let queue: LogQueue
    private let output: any LogOutput
    private let revealsText: @Sendable () -> Bool
    /// Readable when the last entry is written.
    private let finished = eventfd(0, Int32(EFD_CLOEXEC))

    init(queue: LogQueue, output: any LogOutput, revealsText: @escaping @Sendable () -> Bool) {
        self.queue = queue
        self.output = output
        self.revealsText = revealsText
    }

    deinit {
        close(finished)
    }

    /// Starts the thread, which keeps the writer alive until the queue is finished.
    func start() {
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<LogWriter>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        if failure == 0 {
            pthread_detach(thread)
        } else {
            unsafe Unmanaged<LogWriter>.fromOpaque(context).release()
        }
    }

    /// Waits for the last entry, but not longer than `limit`: standard error may be a pipe that nobody reads.
    func waitUntilFinished(atMost limit: Duration) {
        waitUntilReadable(finished, timeout: limit)
    }

    private func run() {
        unsafe vl_thread_set_name("log")
        var folding = LogFolding()
        while true {
            let batch = queue.take(timeout: folding.nextDeadline.map { $0 - BootTime.now() })
            for record in batch.records { write(folding.take(record)) }
            if batch.dropped > 0 { write([Self.dropped(batch.dropped)]) }
            write(folding.due(at: BootTime.now()))
            if batch.isClosed { break }
        }
        write(folding.finish())
        var one: UInt64 = 1
        _ = unsafe Glibc.write(finished, &one, 8)
    }

    private func write(_ records: [LogRecord]) {
        for record in records { output.write(record, revealingText: revealsText()) }
    }

    private static func dropped(_ count: Int) -> LogRecord {
        LogRecord(
            event: .logDropped, message: "\(count) entries dropped", fields: [.count(count)],
            time: BootTime.now(), wallClock: BootTime.wallClock())
    }
}
