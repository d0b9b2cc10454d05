import Sound
import Testing

@Suite struct ReferenceTapeTests {
    private func read(_ tape: ReferenceTape, _ start: Int64, _ count: Int) -> (samples: [Int16], found: Int) {
        var samples = [Int16](repeating: -1, count: count)
        var span = samples.mutableSpan
        let found = tape.read(from: SampleTime(start), into: &span)
        return (samples, found)
    }

    private func write(_ tape: ReferenceTape, _ samples: [Int16], at start: Int64) {
        tape.write(samples.span, at: SampleTime(start))
    }

    @Test func whatIsWrittenIsReadByItsNumber() {
        let tape = ReferenceTape(capacity: 8)
        write(tape, [1, 2, 3], at: 0)
        #expect(tape.end == SampleTime(3))
        #expect(read(tape, 1, 2) == ([2, 3], 2))
    }

    @Test func outsideOfTheTapeIsSilence() {
        let tape = ReferenceTape(capacity: 8)
        #expect(read(tape, 0, 2) == ([0, 0], 0))
        write(tape, [1, 2], at: 0)
        #expect(read(tape, -1, 5) == ([0, 1, 2, 0, 0], 2))
        #expect(read(tape, 100, 2) == ([0, 0], 0))
        #expect(read(tape, -100, 2) == ([0, 0], 0))
    }

    @Test func skippedTimeIsSilence() {
        let tape = ReferenceTape(capacity: 8)
        write(tape, [1, 1, 1, 1, 1, 1, 1, 1], at: 0)
        write(tape, [2], at: 11)
        #expect(read(tape, 6, 6) == ([1, 1, 0, 0, 0, 2], 6))
        write(tape, [3], at: 1_000_000)
        #expect(read(tape, 999_998, 3) == ([0, 0, 3], 3))
    }

    @Test func theOldestSamplesGo() {
        let tape = ReferenceTape(capacity: 4)
        write(tape, [1, 2, 3, 4], at: 0)
        write(tape, [5, 6], at: 4)
        #expect(read(tape, 0, 6) == ([0, 0, 3, 4, 5, 6], 4))
        write(tape, [1, 2, 3, 4, 5, 6, 7, 8, 9], at: 6)
        #expect(read(tape, 9, 6) == ([0, 0, 6, 7, 8, 9], 4))
    }

    @Test func takenBackSoundIsGoneAndItsPlaceIsUsedAgain() {
        let tape = ReferenceTape(capacity: 8)
        write(tape, [1, 2, 3, 4, 5], at: 0)
        tape.takeBack(from: SampleTime(2))
        #expect(tape.end == SampleTime(2))
        #expect(read(tape, 0, 4) == ([1, 2, 0, 0], 2))
        write(tape, [7, 8], at: 2)
        #expect(read(tape, 0, 5) == ([1, 2, 7, 8, 0], 4))
        tape.takeBack(from: SampleTime(9))
        #expect(tape.end == SampleTime(4))
    }

    @Test func overwrittenSamplesDoNotComeBackWithASmallerEnd() {
        let tape = ReferenceTape(capacity: 4)
        write(tape, [1, 2, 3, 4, 5, 6], at: 0)
        tape.takeBack(from: SampleTime(4))
        #expect(read(tape, 0, 4) == ([0, 0, 3, 4], 2))
    }

    @Test func moreThanTheTapeHoldsIsTakenBackAndWrittenAnew() {
        let tape = ReferenceTape(capacity: 4)
        write(tape, [1, 2, 3, 4, 5, 6, 7, 8, 9], at: 0)
        tape.takeBack(from: SampleTime(2))
        #expect(read(tape, 0, 9).found == 0)
        write(tape, [7, 8], at: 2)
        #expect(read(tape, 2, 2) == ([7, 8], 2))
        tape.takeBack(from: SampleTime(-5))
        #expect(tape.end == .zero)
    }

    @Test func aReaderBesideTheWriterSeesRightSamplesOrSilence() throws {
        let total: Int64 = 60_000
        let tape = ReferenceTape(capacity: 256)
        let thread = try #require(
            RealTimeThread(name: "writer", priority: 0) { _ in
                for start in stride(from: Int64(0), to: total, by: 48) {
                    let piece = (start..<start + 48).map { Int16(truncatingIfNeeded: $0 | 1) }
                    tape.write(piece.span, at: SampleTime(start))
                }
            })
        var samples = [Int16](repeating: 0, count: 64)
        var wrong = 0
        while tape.end < SampleTime(total) {
            // At the old edge, which the writer is eating away.
            let start = tape.end.samples - 256
            var span = samples.mutableSpan
            _ = tape.read(from: SampleTime(start), into: &span)
            for (offset, sample) in samples.enumerated()
            where sample != 0 && sample != Int16(truncatingIfNeeded: (start + Int64(offset)) | 1) {
                wrong += 1
            }
        }
        thread.join()
        #expect(wrong == 0)
    }
}
