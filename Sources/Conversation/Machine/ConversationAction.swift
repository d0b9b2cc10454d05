package import Sound

/// An order of the machine. Plain and equatable: performing it is the loop's whole work.
package enum ConversationAction: Equatable, Sendable {
    case audio(AudioAction)
    case open(ConnectionNumber, EndpointName, SessionPlan)
    case send(ServiceCommand, CommandNumber, ConnectionNumber)
    case close(ConnectionNumber)
    case tool(ToolAction)
    case ear(EarAction)
    case setTimer(ConversationTimer, at: Duration)
    case cancelTimer(ConversationTimer)
    case remember(JournalEntry)
    case tell(ConversationNews)
    /// The last action of all.
    case finish(ConversationEnding)
}

/// Orders to `DuplexAudio`, one for each of its methods.
package enum AudioAction: Equatable, Sendable {
    case startListening(preroll: Duration)
    case stopListening
    case watch(BargeInSensitivity)
    case enqueue(PlayoutPiece)
    case stretch(Duration)
    case mark(PlayoutMark)
    case finish(PlayoutPart)
    case pause
    case duck(decibels: Double)
    case resume
    case cut
}

/// Orders to `StopWordEar`, one for each of its methods.
package enum EarAction: Equatable, Sendable {
    case listen(Int, from: SampleTime)
    case rest
}

/// Orders to `ToolHost`, one for each of its methods.
package enum ToolAction: Equatable, Sendable {
    case call(ToolCall)
    case cancel(CallNumber, ToolFailure)
    case askApproval(ApprovalRequest, deadline: Duration)
}
