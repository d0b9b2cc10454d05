import Sound
import Synchronization

/// The sending end of one lane: it owns the packets' memory and knows how far each item has come.
struct PlayoutInlet: ~Copyable {
    private var packets: RingWriter<PlayoutPacket>
    private var spent: RingReader<PlayoutPacket>
    private let state: PlayoutLaneState
    private var positions: [PlayoutTag: Int64] = [:]
    /// Packets whose memory is out. The lane has as many places, so its spent ring never overflows.
    private var out = 0

    init(
        packets: consuming RingWriter<PlayoutPacket>, spent: consuming RingReader<PlayoutPacket>,
        state: PlayoutLaneState
    ) {
        self.packets = packets
        self.spent = spent
        self.state = state
        positions.reserveCapacity(PlaybackLedger.itemCapacity + 1)
    }

    mutating func enqueue(_ samples: Span<Int16>, rate: StreamRate, tag: PlayoutTag) throws(PlayoutRefusal) {
        freeSpent()
        guard tag.response >= state.minimumResponse.load(ordering: .relaxed) else { throw .interrupted }
        guard samples.count > 0 else { return }
        let queued = state.queuedMicroseconds / 1_000 + rate.milliseconds(samples: samples.count)
        guard queued <= Playout.longestMilliseconds, out < Playout.packetCapacity else {
            throw .full(milliseconds: queued)
        }
        let position = positions[tag] ?? 0
        let packet = Self.packet(samples, rate: rate, tag: tag, position: position)
        state.handIn(packet)
        guard packets.write(packet) else {
            state.takeOut(packet)
            unsafe packet.samples?.deallocate()
            throw .full(milliseconds: queued)
        }
        out += 1
        if positions.count >= PlaybackLedger.itemCapacity { forgetOldItems() }
        positions[tag] = position + Int64(samples.count)
    }

    /// Returns how many samples the item has.
    mutating func complete(_ tag: PlayoutTag, endsResponse: Bool) -> Int64 {
        let finished = state.finishedResponse.load(ordering: .relaxed)
        if endsResponse, tag.response > finished { state.finishedResponse.store(tag.response, ordering: .relaxed) }
        return positions.removeValue(forKey: tag) ?? 0
    }

    mutating func freeSpent() {
        while let packet = spent.read() {
            unsafe packet.samples?.deallocate()
            out -= 1
        }
    }

    private mutating func forgetOldItems() {
        let minimum = state.minimumResponse.load(ordering: .relaxed)
        positions = positions.filter { $0.key.response >= minimum }
        guard positions.count >= PlaybackLedger.itemCapacity else { return }
        if let oldest = positions.keys.min(by: { $0.response < $1.response }) { positions[oldest] = nil }
    }

    private static func packet(
        _ samples: Span<Int16>, rate: StreamRate, tag: PlayoutTag, position: Int64
    ) -> PlayoutPacket {
        let memory = UnsafeMutablePointer<Int16>.allocate(capacity: samples.count)
        for index in 0..<samples.count { unsafe memory[index] = samples[index] }
        return unsafe PlayoutPacket(
            samples: memory, count: samples.count, rate: rate, tag: tag, position: position)
    }
}

/// A new lane's two ends.
struct LaneEnds: ~Copyable {
    var lane: PlayoutLane
    var inlet: PlayoutInlet

    init?(_ name: PlayoutLaneName, state: PlayoutLaneState, rates: [StreamRate]) {
        let blank = unsafe PlayoutPacket(
            samples: nil, count: 0, rate: .lowest, tag: PlayoutTag(response: 0, item: 0), position: 0)
        let packets = Ring<PlayoutPacket>(capacity: Playout.packetCapacity, filledWith: blank)
        let spent = Ring<PlayoutPacket>(capacity: Playout.packetCapacity, filledWith: blank)
        guard let packetWriter = packets.takeWriter(), let packetReader = packets.takeReader(),
            let spentWriter = spent.takeWriter(), let spentReader = spent.takeReader()
        else { return nil }
        lane = PlayoutLane(
            name: name, packets: packetReader, spent: spentWriter, state: state, packetRates: rates)
        inlet = PlayoutInlet(packets: packetWriter, spent: spentReader, state: state)
    }
}
