import Sound

/// Lets sound through around speech, and keeps a pre-roll while it is closed.
struct UplinkGate: Equatable, Sendable {
    private(set) var isOpen: Bool
    private let preroll: Duration
    private var waiting: [Waiting] = []
    private var closesAt: Duration?

    struct Waiting: Equatable, Sendable {
        var packet: MicrophonePacket
        var arrived: Duration
    }

    init(isOpen: Bool, preroll: Duration) {
        self.isOpen = isOpen
        self.preroll = preroll
    }

    /// Whether the packet goes out now.
    mutating func take(_ packet: MicrophonePacket) -> Bool {
        if let closesAt, packet.captured - packet.length >= closesAt {
            isOpen = false
            self.closesAt = nil
        }
        if isOpen { return true }
        waiting.append(Waiting(packet: packet, arrived: packet.captured))
        let kept = preroll + UplinkMachine.detectionDelay
        while let oldest = waiting.first, oldest.packet.captured <= packet.captured - kept {
            waiting.removeFirst()
        }
        return false
    }

    /// What was said from a pre-roll before `start` on.
    mutating func open(from start: Duration) -> [Waiting] {
        closesAt = nil
        guard !isOpen else { return [] }
        isOpen = true
        defer { waiting = [] }
        return waiting.filter { $0.packet.captured > start - preroll }
    }

    /// Closes now, or behind the sound of `instant`.
    mutating func close(at instant: Duration?) {
        if let instant { closesAt = instant } else { isOpen = false }
        if instant == nil { closesAt = nil }
    }
}
