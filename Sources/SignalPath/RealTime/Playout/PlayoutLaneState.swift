import Sound
import Synchronization

/// What sender and sound thread both need to know of a lane at once.
final class PlayoutLaneState: Sendable {
    /// Responses before this one are silent.
    let minimumResponse = Atomic<UInt32>(0)
    /// Responses up to this one have all their packets.
    let finishedResponse = Atomic<UInt32>(0)
    /// Sound handed in and taken out, in microseconds.
    private let handedIn = Atomic<Int>(0)
    private let takenOut = Atomic<Int>(0)
    /// Times an answer ran out of packets before its last one.
    let underruns = Atomic<Int>(0)

    var queuedMicroseconds: Int {
        handedIn.load(ordering: .relaxed) - takenOut.load(ordering: .relaxed)
    }

    func handIn(_ packet: PlayoutPacket) {
        handedIn.wrappingAdd(Self.microseconds(packet), ordering: .relaxed)
    }

    func takeOut(_ packet: PlayoutPacket) {
        takenOut.wrappingAdd(Self.microseconds(packet), ordering: .relaxed)
    }

    private static func microseconds(_ packet: PlayoutPacket) -> Int {
        packet.count * 1_000_000 / Int(packet.rate.hertz)
    }
}
