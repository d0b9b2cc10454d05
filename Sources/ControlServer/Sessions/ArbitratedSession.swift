package import ControlProtocol

/// A session as arbitration sees it.
package struct ArbitratedSession: Sendable {
    package enum Stage: Equatable, Sendable {
        /// Waits for the microphone; gives up at the time given.
        case queued(until: Int64)
        /// The daemon is asked to begin it.
        case beginning
        case active
        /// The owner is gone; `attach` may still come.
        case grace(until: Int64)
        /// The daemon is told to end it, and should have done so by the time given.
        case ending(until: Int64)
    }

    package let name: String
    let lease: Lease
    package let params: SessionStart.Params
    package let priority: PriorityClass
    package let ownerUid: UInt32
    package let ownerName: String?
    /// Nil while no connection holds the lease.
    package var owner: ConnectionID?
    package var stage: Stage
    package var phase: SessionPhase
    /// The lease is in the owner's hands, so that it can be lost.
    var isLeaseGiven = false
    /// The connection that asked for the end, or was told of it already.
    var knowsOfEnd: ConnectionID?
    /// Of an earlier daemon's session whose owner is not back yet: how long it may take.
    var orphanedUntil: Int64?
    package let startedAt: Int64

    package func summary(now: Int64, queuePosition: Int?) -> SessionSummary {
        SessionSummary(
            session: name, state: phase, owner: ownerName.map { ClientName(name: $0) }, priority: priority,
            profile: params.profile, queuePosition: queuePosition, ageMilliseconds: Int((now - startedAt) / 1_000))
    }
}

/// Who claims a right to a session.
package struct Claimant: Sendable {
    package let connection: ConnectionID
    package let uid: UInt32
    package let isAdmin: Bool
    package let name: String?
    /// The lease sent with the request.
    package let lease: String?

    package init(connection: ConnectionID, uid: UInt32, isAdmin: Bool, name: String? = nil, lease: String? = nil) {
        self.connection = connection
        self.uid = uid
        self.isAdmin = isAdmin
        self.name = name
        self.lease = lease
    }
}

extension ArbitratedSession {
    /// An admin, the owning connection, whoever knows the lease, and, once a kept session's owner is gone, any
    /// connection of the same user: a session started from a command line can be stopped from one.
    func belongs(to claimant: Claimant) -> Bool {
        claimant.isAdmin || owner == claimant.connection || claimant.lease.map(lease.matches) ?? false
            || (owner == nil && params.owner.onGone == .keep && ownerUid == claimant.uid)
    }
}
