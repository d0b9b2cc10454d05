import Sound
import TestBench
import Testing

@Suite struct RingTests {
    @Test func elementsComeOutInOrder() throws {
        let ring = Ring<Int>(capacity: 4, filledWith: 0)
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        #expect(reader.read() == nil)
        #expect(writer.write([1, 2].span) == 2)
        #expect(ring.count == 2)
        #expect(reader.available() == 2)
        #expect(reader.read() == 1)
        #expect(reader.read() == 2)
        #expect(reader.read() == nil)
    }

    /// A page fault in the middle of a block is a hole in somebody's sentence.
    @Test func ringsAndTapesAreLockedInMemory() {
        #expect(Ring<Int>(capacity: 1_024, filledWith: 0).isLockedInMemory)
        #expect(ReferenceTape(capacity: 4_096).isLockedInMemory)
    }

    @Test func aFullRingRefusesAndKeepsWhatItHas() throws {
        let ring = Ring<Int>(capacity: 4, filledWith: 0)
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        #expect(writer.write([1, 2, 3].span) == 3)
        #expect(writer.write([4, 5, 6].span) == 1)
        #expect(writer.write(7) == false)
        #expect(ring.count == 4)
        #expect(reader.read() == 1)
        #expect(writer.write(8) == true)
        #expect([reader.read(), reader.read(), reader.read(), reader.read()] == [2, 3, 4, 8])
    }

    @Test(arguments: [(1, 2), (2, 2), (3, 4), (1_000, 1_024)])
    func capacityIsRoundedUp(_ wanted: Int, _ given: Int) {
        #expect(Ring<Int16>(capacity: wanted, filledWith: 0).capacity == given)
    }

    @Test func eachEndIsTakenOnce() {
        let ring = Ring<Int>(capacity: 4, filledWith: 0)
        let writers = [ring.takeWriter() != nil, ring.takeWriter() != nil]
        let readers = [ring.takeReader() != nil, ring.takeReader() != nil]
        #expect(writers == [true, false])
        #expect(readers == [true, false])
    }

    @Test func piecesWrapRoundTheEnd() throws {
        let ring = Ring<Int>(capacity: 8, filledWith: 0)
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        var next = 0
        var target = [Int](repeating: -1, count: 5)
        for _ in 0..<20 {
            #expect(writer.write([next, next + 1, next + 2, next + 3, next + 4].span) == 5)
            var span = target.mutableSpan
            #expect(reader.read(into: &span) == 5)
            #expect(target == [next, next + 1, next + 2, next + 3, next + 4])
            next += 5
        }
    }

    @Test func skippingDropsTheOldest() throws {
        let ring = Ring<Int>(capacity: 8, filledWith: 0)
        var writer = try taken(ring.takeWriter())
        var reader = try taken(ring.takeReader())
        #expect(writer.write([1, 2, 3].span) == 3)
        #expect(reader.skip(-5) == 0)
        #expect(reader.skip(2) == 2)
        #expect(reader.read() == 3)
        #expect(reader.skip(2) == 0)
        #expect(ring.count == 0)
    }

    @Test(arguments: [2, 64])
    func twoThreadsPassEverythingOnce(_ capacity: Int) throws {
        let total = 50_000
        let ring = Ring<Int>(capacity: capacity, filledWith: 0)
        let thread = try #require(
            RealTimeThread(name: "writer", priority: 0) { _ in
                guard var writer = ring.takeWriter() else { return }
                var next = 0
                while next < total {
                    let piece = Array(next..<min(total, next + 1 + next % 7))
                    let written = writer.write(piece.span)
                    next += written
                    if written == 0 { yieldProcessor() }
                }
            })
        var reader = try taken(ring.takeReader())
        var next = 0
        var wrong = 0
        var target = [Int](repeating: 0, count: 5)
        while next < total {
            var span = target.mutableSpan
            let count = reader.read(into: &span)
            for index in 0..<count where target[index] != next + index { wrong += 1 }
            next += count
            if !(0...ring.capacity).contains(ring.count) { wrong += 1 }
            if count == 0 { yieldProcessor() }
        }
        thread.join()
        #expect(wrong == 0)
        #expect(ring.count == 0)
    }
}
