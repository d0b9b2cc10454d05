import Conversation
import Glibc
import Synchronization

/// Writes a conversation's journal to disk, so that a restarted daemon can go on with it.
///
/// Concurrency: `append` may be called from any thread and never waits for the disk; the disk's thread writes, in order.
final class DiskJournal: ConversationJournal {
    /// A longer file is written anew with the newest lines.
    struct Bounds: Sendable {
        var longest = 1 << 20
        var compacted = 256 << 10
        /// Entries that may wait for a slow disk; more are not written.
        var waiting = 512
    }

    private let disk = DiskThread.shared
    private let bounds: Bounds
    private let path: String
    private let wall: @Sendable () -> Int
    /// Told once when the disk fails. The conversation goes on without its journal.
    private let failed: @Sendable (String) -> Void
    private let waiting = Atomic<Int>(0)
    /// `nil` once the disk has failed.
    private let file: Mutex<JournalFile?>

    /// Begins a journal in the place of any other. `before` is what it goes on from.
    init(
        at path: String, head: JournalHead, after before: JournalText? = nil, bounds: Bounds = Bounds(),
        wall: @escaping @Sendable () -> Int = { time(nil) }, failed: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.path = path
        self.bounds = bounds
        self.wall = wall
        self.failed = failed
        file = Mutex(JournalFile(path))
        let now = wall()
        let bytes =
            if let before {
                before.compacted(to: bounds.compacted, at: now, under: head)
                    + (0...before.idleResumptions).flatMap { _ in JournalText.line(.resumed, at: now) }
            } else {
                JournalText.line(.begins(head), at: now)
            }
        onDisk { file throws(JournalFile.Fault) in try file.replace(with: bytes) }
    }

    func append(_ entry: JournalEntry) {
        guard waiting.load(ordering: .relaxed) < bounds.waiting || entry == .ended else { return }
        let line = JournalText.line(.entry(entry), at: wall())
        onDisk { [self] file throws(JournalFile.Fault) in
            try file.append(line)
            if entry == .ended { return file.erase() }
            if file.length > bounds.longest { try compact(file) }
        }
    }

    /// Waits until all that was appended is on the disk. For the end of the daemon.
    func settle() async {
        await withCheckedContinuation { continuation in disk.async { continuation.resume() } }
    }

    private func compact(_ file: JournalFile) throws(JournalFile.Fault) {
        let text = JournalText(JournalFile.read(path) ?? [])
        try file.replace(with: text.compacted(to: bounds.compacted, at: wall()))
    }

    private func onDisk(_ body: @escaping @Sendable (JournalFile) throws(JournalFile.Fault) -> Void) {
        waiting.add(1, ordering: .relaxed)
        disk.async { [self] in
            defer { waiting.subtract(1, ordering: .relaxed) }
            let fault = file.withLock { present -> JournalFile.Fault? in
                guard let file = present else { return nil }
                do throws(JournalFile.Fault) {
                    try body(file)
                    return nil
                } catch {
                    // A story with a hole would be told as a whole one.
                    file.erase()
                    present = nil
                    return error
                }
            }
            if let fault { failed(fault.description) }
        }
    }
}
