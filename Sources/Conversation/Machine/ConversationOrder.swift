/// What somebody wants of a running conversation: a client, the admin, the daemon.
package enum ConversationOrder: Equatable, Sendable {
    case stop(StopManner)
    /// The person's or a client's text. A person's text asks for an answer. `item` is its name wherever it is told of;
    /// the machine makes one where whoever orders does not care.
    case say(PrivateText, as: Speaker, item: ItemID? = nil)
    case show(dataURI: PrivateText, PrivateText?, item: ItemID? = nil)
    /// Spoken word for word. The service names what it makes of this; observers are told of it as `item`.
    case announce(PrivateText, item: ItemID? = nil)
    /// Falls silent and waits for the person.
    case interrupt
    case pushToTalk(pressed: Bool)
    /// The person keeps the floor: no turn ends until this is lifted.
    case holdFloor(Bool)
    case patience(Patience)
    case mode(TurnMode)
    case instructions(String)
    case voice(String)
    /// All tools that exist from now on.
    case tools([ToolDescription])
    /// The client that serves these tools is gone.
    case toolOwnerGone([ToolName])
    case toolResult(CallNumber, ToolResult)
    case approve(ApprovalID, Bool)
    /// Somebody is there: puts the idle timeout off.
    case touch
    /// The network came back, the box woke up: try again at once.
    case retryNow
    /// Carries a screen's SDP to the service; answered by `.avatar`.
    case connectAvatar(PrivateText)
    case raw(PrivateText)
    /// The admin changed the settings.
    case terms(ConversationTerms)
    /// A new day has begun, in which this much was spent so far.
    case dayBegan(spent: Cost)
}

/// How to stop.
package enum StopManner: String, Equatable, Sendable, CaseIterable {
    case now
    /// When the present answer was heard.
    case afterAnswer
    /// Now, and the journal keeps it for another process to go on with.
    case forRestart
}
