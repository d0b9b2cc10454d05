/// A voice service at the other end of a socket: one that hears, thinks and speaks.
///
/// ## Connections
/// - `open` makes **one** attempt and returns at once; several connections may be open. The conversation decides about
///   retries, other endpoints and renewal. The attempt includes telling the service the plan and its consent.
/// - Every `open` is answered by exactly one `.closed`, the connection's last event, preceded by one `.ready` if it ever
///   worked. After `close` only `.closed` may still come.
/// - Commands to a connection that is closed or not ready are dropped.
/// - Commands leave in the order of the calls. Appended sound is encoded and framed below this port, at the rate and in
///   the format that the endpoint wants; sound is never queued for longer than `.health` says.
/// - `events` is consumed by one task; events of one connection keep their order.
///
/// ## Judging
/// - Unknown events become `.other`; malformed ones are counted below. Neither ends the connection.
/// - Errors are classified below this port, where the codes are known.
package protocol VoiceService: Sendable {
    var events: AsyncStream<ServiceReport> { get }

    func open(_ connection: ConnectionNumber, to endpoint: EndpointName, plan: SessionPlan)
    /// `number` comes back in `ServiceError.command` when the service refuses.
    func send(_ command: ServiceCommand, _ number: CommandNumber, on connection: ConnectionNumber)
    func close(_ connection: ConnectionNumber)
}

/// An event and where it came from.
package struct ServiceReport: Equatable, Sendable {
    package let connection: ConnectionNumber
    /// When its bytes came off the socket.
    package let received: Duration
    package let event: ServiceEvent

    package init(_ connection: ConnectionNumber, received: Duration, _ event: ServiceEvent) {
        self.connection = connection
        self.received = received
        self.event = event
    }
}
