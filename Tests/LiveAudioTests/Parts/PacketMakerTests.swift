import Conversation
import Sound
import Testing

@testable import LiveAudio

@Suite struct PacketMakerTests {
    /// The block number `number`, 10 ms at 16 kHz.
    private func piece(_ number: Int, isMuted: Bool = false) -> PacketMaker.Piece {
        PacketMaker.Piece(
            start: SampleTime(Int64(number) * 160), rate: StreamRate(hertz: 16_000)!,
            samples: [Int16](repeating: Int16(number), count: 160), captured: .milliseconds(10 * (number + 1)),
            isMuted: isMuted)
    }

    private func blocks(of packets: [MicrophonePacket]) -> [[Int]] {
        packets.map { packet in
            stride(from: 0, to: packet.samples.count, by: 160).map { Int(packet.samples[$0]) }
        }
    }

    @Test func twoBlocksAreAPacket() throws {
        var maker = PacketMaker(blocksPerPacket: 2)
        #expect(maker.startListening(preroll: .seconds(1)).isEmpty)
        #expect(maker.takeAlone(piece(0)).isEmpty)
        let packet = try #require(maker.takeAlone(piece(1)).first)
        #expect(packet.start == .zero && packet.length == .milliseconds(20) && packet.captured == .milliseconds(20))
        #expect(packet.samples.count == 320 && !packet.isMuted)
    }

    @Test func aStartReachesBackAsFarAsThereIsSound() {
        var maker = PacketMaker(blocksPerPacket: 2)
        for number in 0..<5 { #expect(maker.takeAlone(piece(number)).isEmpty) }
        #expect(blocks(of: maker.startListening(preroll: .milliseconds(30))) == [[2, 3, 4]])
        #expect(maker.takeAlone(piece(5)).isEmpty)
        maker.stopListening()
        #expect(maker.takeAlone(piece(6)).isEmpty)
        #expect(blocks(of: maker.startListening(preroll: .seconds(60))) == [[0, 1, 2, 3], [4, 5, 6]])
    }

    @Test func whatComesTogetherMakesAPacketTwiceAsLong() {
        var maker = PacketMaker(blocksPerPacket: 2)
        _ = maker.startListening(preroll: .zero)
        let packets = (0..<7).flatMap { maker.take(piece($0)) }
        #expect(blocks(of: packets) == [[0, 1, 2, 3]])
        #expect(blocks(of: maker.settle()) == [[4, 5, 6]])
        // Half a packet waits for the rest of it.
        #expect(maker.take(piece(7)).isEmpty && maker.settle().isEmpty)
        #expect(blocks(of: maker.takeAlone(piece(8))) == [[7, 8]])
    }

    @Test func twoSecondsAreKept() {
        var maker = PacketMaker(blocksPerPacket: 4)
        for number in 0..<1_030 { _ = maker.takeAlone(piece(number)) }
        let packets = maker.startListening(preroll: .seconds(10))
        #expect(packets.count == 25 && packets.first?.start == SampleTime(830 * 160))
        #expect(zip(packets, packets.dropFirst()).allSatisfy { $0.end == $1.start })
    }

    @Test func aSecondStartTellsNothingTwice() {
        var maker = PacketMaker(blocksPerPacket: 1)
        _ = maker.takeAlone(piece(0))
        #expect(blocks(of: maker.startListening(preroll: .seconds(1))) == [[0]])
        #expect(maker.startListening(preroll: .seconds(1)).isEmpty)
    }

    @Test func aGapEndsAPacketAndShows() {
        var maker = PacketMaker(blocksPerPacket: 2)
        _ = maker.startListening(preroll: .zero)
        _ = maker.takeAlone(piece(0))
        let packets = maker.takeAlone(piece(3)) + maker.takeAlone(piece(4))
        #expect(blocks(of: packets) == [[0], [3, 4]])
        #expect(packets.map(\.start.samples) == [0, 480])
    }

    @Test func rawSoundIsJoinedWhereAllOfItIsThere() {
        var maker = PacketMaker(blocksPerPacket: 2)
        _ = maker.startListening(preroll: .zero)
        let packets = (0..<4).flatMap { number in
            var piece = piece(number)
            if number > 0 { (piece.raw, piece.reference) = (piece.samples.map { $0 + 50 }, piece.samples.map { -$0 }) }
            return maker.takeAlone(piece)
        }
        #expect(packets.map { $0.raw == nil } == [true, false])
        #expect(packets.last?.raw?.first == 52 && packets.last?.reference?.last == -3)
    }

    @Test func mutedSoundHasItsOwnPackets() {
        var maker = PacketMaker(blocksPerPacket: 2)
        _ = maker.startListening(preroll: .zero)
        let packets = [(0, false), (1, true), (2, true), (3, false), (4, false)].flatMap {
            maker.takeAlone(piece($0.0, isMuted: $0.1))
        }
        #expect(blocks(of: packets) == [[0], [1, 2], [3, 4]])
        #expect(packets.map(\.isMuted) == [false, true, false])
    }
}

extension PacketMaker {
    /// Nothing else waits behind the piece.
    fileprivate mutating func takeAlone(_ piece: Piece) -> [MicrophonePacket] { take(piece) + settle() }
}
