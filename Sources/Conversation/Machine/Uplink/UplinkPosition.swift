import Sound

/// Counts the sound appended on one connection: services tell places in it, we want instants.
struct UplinkPosition: Equatable, Sendable {
    private(set) var appended = Duration.zero
    private(set) var queuedSinceCommit = Duration.zero
    private var log: [Sent] = []

    /// Packets remembered at least: half a minute at 20 ms.
    static let remembered = 1_500

    private struct Sent: Equatable, Sendable {
        var end: Duration
        var captured: Duration
        var arrived: Duration
        var sent: Duration
    }

    /// The journey of one sample.
    struct Journey: Equatable, Sendable {
        var spoken: Duration
        var arrived: Duration
        var sent: Duration
    }

    mutating func queued(_ length: Duration) { queuedSinceCommit += length }
    mutating func commitQueued() { queuedSinceCommit = .zero }

    mutating func append(_ packet: MicrophonePacket, arrived: Duration, sent: Duration) {
        appended += packet.length
        log.append(Sent(end: appended, captured: packet.captured, arrived: arrived, sent: sent))
        if log.count >= Self.remembered * 2 { log.removeFirst(Self.remembered) }
    }

    /// The sample at `place` of all that was appended, if it is remembered.
    func sent(at place: Duration) -> Journey? {
        guard let packet = log.first(where: { $0.end >= place }) ?? log.last else { return nil }
        let spoken = min(packet.captured, packet.captured - (packet.end - place))
        return Journey(spoken: spoken, arrived: packet.arrived, sent: packet.sent)
    }

    /// The packet with what was at the microphone at `instant`.
    func sent(spoken instant: Duration) -> Journey? {
        guard let packet = log.first(where: { $0.captured >= instant }) ?? log.last else { return nil }
        return Journey(spoken: instant, arrived: packet.arrived, sent: packet.sent)
    }

    mutating func connectionChanged() {
        appended = .zero
        log = []
    }
}
