import Testing

@testable import WebSocket

@Suite struct QueueTests {
    /// A stream that takes `room` bytes and then no more.
    private final class NarrowStream: ByteStream, @unchecked Sendable {
        let descriptor = SocketDescriptor(owning: -1)
        var room = 0
        var taken: [UInt8] = []

        func read(into buffer: inout [UInt8]) -> Transfer { .ended }

        func write(_ bytes: [UInt8], from offset: Int) -> Transfer {
            let count = min(room, bytes.count - offset)
            guard count > 0 else { return .wouldBlock(.writable) }
            room -= count
            taken += bytes[offset..<(offset + count)]
            return .bytes(count)
        }

        func endWriting() {}
    }

    @Test func bytesLeaveInOrderHoweverLittleIsTaken() {
        for room in 1...7 {
            var queue = OutboundQueue()
            let stream = NarrowStream()
            for chunk in [[1, 2, 3], [], [4], [5, 6, 7, 8]] as [[UInt8]] { queue.append(chunk) }
            #expect(queue.byteCount == 8)
            while !queue.isEmpty {
                stream.room = room
                #expect(queue.flush(into: stream) == nil)
            }
            #expect(stream.taken == Array(1...8))
        }
    }

    @Test func manySmallChunksDoNotPileUp() {
        var queue = OutboundQueue()
        let stream = NarrowStream()
        for number in 0..<1000 {
            queue.append([UInt8(truncatingIfNeeded: number)])
            stream.room = 1
            #expect(queue.flush(into: stream) == nil)
            queue.append([0])
            stream.room = 1
            #expect(queue.flush(into: stream) == nil)
        }
        #expect(queue.isEmpty)
        #expect(stream.taken.count == 2000)
    }

    @Test func messagesAreFullByBytesAndByCount() {
        var queue = InboundQueue(byteLimit: 10)
        queue.append(.binary([UInt8](repeating: 0, count: 9)))
        #expect(!queue.isFull)
        queue.append(.binary([0]))
        #expect(queue.isFull)
        _ = queue.popFirst()
        #expect(queue.hasRoom)
        for _ in 0..<256 { queue.append(.text([])) }
        #expect(queue.isFull)
    }

    @Test func messagesLeaveInOrder() {
        var queue = InboundQueue(byteLimit: 1 << 20)
        var expected = 0
        for number in 0..<600 {
            queue.append(.binary([UInt8(truncatingIfNeeded: number)]))
            guard number % 3 != 0 else { continue }
            #expect(queue.popFirst() == .binary([UInt8(truncatingIfNeeded: expected)]))
            expected += 1
        }
        while let message = queue.popFirst() {
            #expect(message == .binary([UInt8(truncatingIfNeeded: expected)]))
            expected += 1
        }
        #expect(expected == 600)
        #expect(queue.isEmpty)
    }
}
