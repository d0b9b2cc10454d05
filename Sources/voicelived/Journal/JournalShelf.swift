import Configuration
import Conversation
import Glibc

/// Where the one unfinished conversation lies between two lives of the daemon.
///
/// Concurrency: any thread. All that is done to the file, by every journal of this shelf, is done on the disk's thread:
/// who opens waits until the journal before it is written, or gone.
final class JournalShelf: Sendable {
    private let folder: String
    private let wall: @Sendable () -> Int
    private let disk = DiskThread.shared

    init(folder: String, wall: @escaping @Sendable () -> Int = { time(nil) }) {
        self.folder = folder
        self.wall = wall
    }

    /// Seconds by which time synchronisation may have set the clock back since.
    private static let correction = 60

    /// A daemon that dies of a conversation must not die of it for ever.
    static let mostIdleResumptions = 3

    var path: String { folder + "/conversation" }

    /// What may be gone on with: it did not end, and it is fresh. Anything else on the shelf is thrown away, and so is
    /// everything when the admin wants nothing kept.
    func unfinished(_ session: SessionSection) -> JournalText? {
        guard let bytes = disk.sync({ [path] in JournalFile.read(path) }) else { return nil }
        let text = JournalText(bytes)
        // A clock that was set back says nothing about the age; one that was corrected by seconds still does.
        let age = wall() - text.lastInstant
        let isFresh = (-Self.correction...Int(session.resumeWithin.components.seconds)).contains(age)
        guard session.resume, text.head != nil, !text.memory.hasEnded, isFresh else {
            disk.sync { [path] in JournalFile(path).erase() }
            return nil
        }
        return text
    }

    /// A conversation that belongs to nobody's connection, which a daemon takes up without being asked.
    func abandoned(_ session: SessionSection) -> JournalHead? {
        guard let text = unfinished(session), let head = text.head, head.mayBeginUnasked,
            text.idleResumptions < Self.mostIdleResumptions
        else { return nil }
        return head
    }

    /// Begins a journal for a session, after what the same user left unfinished, if there is any.
    func open(
        _ head: JournalHead, _ session: SessionSection, failed: @escaping @Sendable (String) -> Void
    ) -> (memory: ConversationMemory, journal: DiskJournal?) {
        let before = unfinished(session).flatMap { $0.head?.uid == head.uid ? $0 : nil }
        guard session.resume else { return (ConversationMemory(), nil) }
        let journal = DiskJournal(at: path, head: head, after: before, wall: wall, failed: failed)
        return (before?.memory ?? ConversationMemory(), journal)
    }
}
