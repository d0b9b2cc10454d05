/// Why a conversation ended.
package enum ConversationEnding: Error, Equatable, Sendable {
    case stopped
    case idle
    case budget(BudgetCap)
    /// As long as a conversation may be.
    case tooLong
    /// No endpoint is left that could work.
    case noService(ServiceClosure)
}
