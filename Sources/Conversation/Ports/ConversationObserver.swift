/// Told of everything that can be published. Called on the conversation's loop, in order; must return at once.
package protocol ConversationObserver: Sendable {
    func told(_ news: ConversationNews, at now: Duration)
}

/// What can be published about a conversation.
package enum ConversationNews: Equatable, Sendable {
    case phase(ConversationPhase)
    case link(LinkState)
    /// Present text of an unfinished line; the newest replaces older ones of the same place.
    case partial(TranscriptLine)
    /// A final line, in the order of turns. A line that comes again is a correction.
    case line(TranscriptLine)
    /// Its sample was heard just now; `at` is its place in the item.
    case caption(CaptionKind, ItemID, at: Duration)
    case interruption(Interruption)
    case turn(TurnTiming)
    case usage(UsageTotals)
    case budget(BudgetNotice)
    case idleSoon(in: Duration)
    case toolCalled(ToolCall)
    case toolAnswered(CallNumber, ToolResult)
    /// What became of a question that `ToolHost.askApproval` put.
    case approval(ApprovalID, ApprovalOutcome)
    case soundLost(SoundLoss)
    case health(DuplexHealth)
    case avatar(AvatarNews)
    /// The room's echo leaves the person other means to interrupt than before.
    case duplex(DuplexMode)
    /// The box's own ear for stop words is there, or is not.
    case stopWordsHeard
    case stopWordsUnheard(reason: String)
    /// A benign race, a warning, or a refused command: counted and shown, never fatal.
    case serviceError(ServiceError)
    case otherServiceEvent(name: String)
    /// An order could not be carried out.
    case refused(OrderRefusal)
    case ended(ConversationEnding)
}

/// Whose turn it is, from what is audible, not from what was generated.
package enum ConversationPhase: String, Equatable, Sendable, CaseIterable {
    case connecting, listening, userSpeaking, thinking, speaking, reconnecting, draining, ended
}

/// The line to the service.
package enum LinkState: Equatable, Sendable {
    case connecting(EndpointName)
    case up(EndpointName)
    /// A second connection is made while the first still serves.
    case renewing(EndpointName)
    case waiting(retryIn: Duration, ServiceClosure)
    /// Will not be tried again soon.
    case givenUp(EndpointName, ServiceClosure)
    case down
}

/// How a barge-in went.
package enum Interruption: Equatable, Sendable {
    case suspected
    case confirmed(BargeInReason)
    /// A false alarm: the answer goes on from where it paused.
    case resumed
}

/// How a question for leave ended.
package enum ApprovalOutcome: String, Equatable, Sendable, CaseIterable {
    case allowed, denied
    /// Nobody answered in time; that is a no.
    case timedOut
    /// The line or the conversation ended first.
    case gone
}

/// Sound that was given up, and why.
package enum SoundLoss: Equatable, Sendable {
    /// The microphone's ring was full during a gap.
    case microphone(Duration)
    /// An answer was longer than the queue holds.
    case answer(Duration)
    /// An answer came too late: the loudspeaker was silent in its middle for this long.
    case answerGap(Duration)
    /// More happened at once than the loop can hold.
    case inputs(Int)
}

/// What became of a screen's offer.
package enum AvatarNews: Equatable, Sendable {
    case answered(PrivateText)
    /// What the service said, or that there is none.
    case failed(reason: String)
    /// What a screen needs before it makes an offer; the newest counts.
    case relays([AvatarRelay])
    case screen(ScreenState)
}

/// Whether an avatar needs a screen's offer: one that was connected is wanted anew when the line is another one.
package enum ScreenState: String, Equatable, Sendable, CaseIterable {
    /// There is no avatar, or no line.
    case none
    case wanted, connected
}

/// Why an order was not carried out.
package enum OrderRefusal: Equatable, Sendable {
    case unknownCall(CallNumber)
    case unknownApproval(ApprovalID)
    case notInThisMode
    case overBudget
    case tooLong
    case ended
}
