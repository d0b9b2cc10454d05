import Sound
import TestBench
import Testing

@testable import SignalPath

@Suite struct EchoMemoryBookTests {
    private func memory(_ shift: Double, weights: Int = 4) -> EchoMemory {
        EchoMemory(
            shiftMilliseconds: shift, delayMilliseconds: 8, driftPartsPerMillion: -50,
            rate: StreamRate(hertz: 16_000)!, tailMilliseconds: 200,
            weights: (0..<weights).map { Float($0) / 7 - 0.25 })
    }

    private func pair(_ number: Int) -> DevicePair { DevicePair(capture: "mic \(number)", playback: "Lautsprecher ü") }

    @Test func whatIsWrittenIsReadAgain() throws {
        var book = EchoMemoryBook()
        for number in 0..<3 { book.note(memory(Double(number)), of: pair(number)) }
        let read = try EchoMemoryBook(bytes: book.bytes)
        #expect(read == book)
        #expect(read[pair(1)] == memory(1))
        #expect(read[pair(9)] == nil)
        #expect(try EchoMemoryBook(bytes: EchoMemoryBook().bytes) == EchoMemoryBook())
    }

    @Test func thePairUsedLongestAgoGoesFirst() {
        var book = EchoMemoryBook()
        for number in 0..<EchoMemoryBook.mostPairs { book.note(memory(0), of: pair(number)) }
        book.note(memory(5), of: pair(0))
        book.note(memory(0), of: pair(100))
        #expect(book.pairs.count == EchoMemoryBook.mostPairs)
        #expect(book[pair(0)] == memory(5))
        #expect(book[pair(1)] == nil)
    }

    @Test func nonsenseIsNotWrittenDown() {
        var book = EchoMemoryBook()
        book.note(memory(.nan), of: pair(0))
        book.note(memory(1e9), of: pair(0))
        book.note(memory(0), of: DevicePair(capture: "", playback: "x"))
        book.note(memory(0), of: DevicePair(capture: String(repeating: "x", count: 2_000), playback: "x"))
        var wild = memory(0)
        wild.weights[1] = .infinity
        book.note(wild, of: pair(0))
        #expect(book.pairs.isEmpty)
    }

    @Test func everyDamagedByteIsNoticed() throws {
        var book = EchoMemoryBook()
        book.note(memory(1), of: pair(0))
        let bytes = book.bytes
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: EchoMemoryBook.Fault.self) { try EchoMemoryBook(bytes: damaged) }
        }
        for count in 0..<bytes.count {
            #expect(throws: EchoMemoryBook.Fault.self) { try EchoMemoryBook(bytes: Array(bytes[..<count])) }
        }
        #expect(throws: EchoMemoryBook.Fault.damaged) { try EchoMemoryBook(bytes: bytes + [0]) }
    }

    @Test func anotherVersionIsSaid() throws {
        var bytes = EchoMemoryBook().bytes
        bytes[4] = 9
        #expect(throws: EchoMemoryBook.Fault.version(9)) { try EchoMemoryBook(bytes: bytes) }
        #expect(throws: EchoMemoryBook.Fault.tooLarge) {
            try EchoMemoryBook(bytes: [UInt8](repeating: 0, count: EchoMemoryBook.mostBytes + 1))
        }
    }

    @Test func theDiskHoldsItOrNothing() throws {
        let place = try TemporaryFolder("memory")
        let folder = place.path
        let file = EchoMemoryFile(path: folder + "/echo-paths")
        #expect(try file.read() == EchoMemoryBook())
        var book = EchoMemoryBook()
        book.note(memory(2, weights: 40_000), of: pair(0))
        try file.write(book)
        #expect(try file.read() == book)
        try write([1, 2, 3, 4, 5, 6, 7, 8], to: file.path)
        #expect(throws: EchoMemoryFile.Fault.contents(.notABook)) { try file.read() }
        try file.write(book)
        #expect(try file.read() == book)
        let nowhere = EchoMemoryFile(path: folder + "/no/where")
        #expect(throws: EchoMemoryFile.Fault.self) { try nowhere.write(book) }
        #expect(throws: EchoMemoryFile.Fault.notAFile) { try EchoMemoryFile(path: folder).read() }
        let hose = EchoMemoryFile(path: "/dev/zero")
        #expect(throws: EchoMemoryFile.Fault.notAFile) { try hose.read() }
    }
}
