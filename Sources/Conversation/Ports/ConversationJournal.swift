/// The disk copy of a conversation's memory, so that a restarted daemon can go on.
///
/// `append` is called on the conversation's loop and must not wait for the disk. Entries keep their order. Folding all
/// entries of a conversation with `ConversationMemory` gives back what it knew.
package protocol ConversationJournal: Sendable {
    func append(_ entry: JournalEntry)
}

/// One thing worth remembering.
package enum JournalEntry: Equatable, Sendable {
    /// A line of the transcript is final, or final anew.
    case line(TranscriptLine)
    case spent(UsageTotals)
    /// Ended for good: not to be resumed.
    case ended
}
