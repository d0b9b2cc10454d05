/// Why a conversation ended.
package enum ConversationEnding: Error, Equatable, Sendable {
    case stopped
    /// Not for good: it can be taken up again from its journal.
    case suspended
    case idle
    case budget(BudgetCap)
    /// As long as a conversation may be.
    case tooLong
    /// No endpoint is left that could work.
    case noService(ServiceClosure)
}
