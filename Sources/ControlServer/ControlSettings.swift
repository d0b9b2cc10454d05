package import ControlProtocol

/// The numbers of the control socket. All can change while it runs.
package struct ControlSettings: Equatable, Sendable {
    package var access: AccessPolicy
    package var limits = ControlLimits()

    package init(access: AccessPolicy) {
        self.access = access
    }
}

/// Caps and times. Times are milliseconds.
package struct ControlLimits: Equatable, Sendable {
    /// Bytes of a request line without its end.
    package var lineBytes = 65_536
    package var connections = 32
    package var connectionsPerUser = 8
    /// Connections beyond `connections` that only root may use, so that an admin always gets in.
    package var connectionsForRoot = 3
    /// Requests a user may make at once, and a second. nil lifts the limit. Stop, mute, interrupt, push-to-talk and
    /// cancel are never counted: nobody shall be unable to silence the box because of somebody else's flood. Pings are
    /// counted, because a flood of pings is the cheapest flood there is.
    package var requestBurst: Int? = 100
    package var requestsPerSecond = 50
    /// Requests of one connection in progress. Lines behind them are still read, because one may be of the priority
    /// lane; ordinary requests among them wait.
    package var inFlight = 8
    /// What may wait so before reading stops.
    package var heldLines = 64
    package var heldBytes = 65_536
    /// Bytes waiting for one client: closed above the first at once, above the second after `slowPatience`.
    package var queueBytes = 1_048_576
    package var slowQueueBytes = 262_144
    package var slowPatience = 5_000
    /// Bytes waiting for all clients, and for all of one user.
    package var queueBytesOfAll = 8_388_608
    package var queueBytesPerUser = 2_097_152
    /// How long the last words wait for a reader before the connection is closed.
    package var lastWords = 2_000
    /// A line that is not finished in this time.
    package var partialLine = 30_000
    /// A connection that never made a request.
    package var silence = 600_000
    package var tapRing = 500
    /// Some minutes of a conversation; whoever was away for longer begins from the snapshot.
    package var replayEvents = 256
    package var replayBytes = 1_048_576
    package var markInterval = 5_000
    package var subscriptions = 16
    package var taps = 8
    package var queuedSessions = 4
    /// How long a session's key is remembered, and how long the daemon may take to end a session.
    package var idempotency = 60_000
    package var ending = 3_000
    package var wrongLeases = 5
    package var wrongLeasePause = 30_000
    package var toolsPerClient = 64
    /// How long a tool may take that does not say it.
    package var toolTimeout = 10_000
    /// What becomes of a session whose owner is gone, and after how long, where the owner did not say it.
    package var ownerGone = OwnerPolicy.OnGone.end
    package var grace = 3_000
    package var openToolCalls = 32

    package init() {}
}
