package import ControlProtocol

/// What the core wants done outside itself.
package enum CoreAction: Sendable {
    /// Ask the daemon; answer with `ControlCore.answered`.
    case ask(Ticket, ControlRequest, ControlClient)
    case start(Ticket, SessionOrder)
    case openTap(Ticket, TappedStream)
    /// The answer is not needed any more.
    case giveUp(Ticket)
    case order(ControlOrder)
    /// Close the connection once its queue is written, or after the patience for last words.
    case close(ConnectionID)
    case tell(ControlObservation)
}

/// One question to the daemon that has not been answered.
package struct Ticket: Hashable, Sendable {
    package let number: UInt64
}

/// What the daemon may want to count or log. At most one of each kind, user and minute is told for clients' faults.
package enum ControlObservation: Equatable, Sendable {
    case connected(ConnectionID, uid: UInt32, role: Role)
    case disconnected(ConnectionID)
    case refusedPeer(uid: UInt32)
    case refusedConnection(uid: UInt32)
    case badInput(uid: UInt32, ErrorName)
    /// Every one is told, because every one is counted; once a minute for each user it is news.
    case slowClient(ConnectionID, uid: UInt32, isNews: Bool)
    case request(ControlMethod, ErrorName?, uid: UInt32)
    case outOfDescriptors
    /// Since this was last told: states that a newer one replaced, pieces of sound that found no room.
    case dropped(latest: Int, frames: Int)
    case eventsLost(Int)
}
