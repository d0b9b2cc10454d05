/// A fact the machine is told, together with the instant.
package enum ConversationInput: Equatable, Sendable {
    case began
    case audio(DuplexAudioEvent)
    case service(ServiceReport)
    case ear(StopWordEvent)
    case order(ConversationOrder)
    case timer(ConversationTimer)
    /// Inputs that found no room. Whatever they were, the connection's story has a hole now.
    case lost(Int)
}

/// An alarm clock. Each exists once; setting it again moves it.
package enum ConversationTimer: Hashable, Sendable {
    case responseNeverBegan
    case responseStalled
    case turnEnd
    case commit
    case avatar
    case verdict
    case serviceGrace
    case cutReport
    case toolDeadline(CallNumber)
    case approvalDeadline(ApprovalID)
    case connect(ConnectionNumber)
    case linger(ConnectionNumber)
    case retry
    case fallback
    case returnToPreferred
    case renewal
    case hardRenewal
    case idle
    case longest
    case outage
    case servedTime
    case filler
    case idleWarning
    case transcriptWait
}
