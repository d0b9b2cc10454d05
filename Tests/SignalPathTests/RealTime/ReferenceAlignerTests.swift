import Testing

@testable import SignalPath

@Suite struct ReferenceAlignerTests {
    private func drift(_ partsPerMillion: Float, uncertainty: Float = 2, delay: Float = 40) -> DriftEstimate {
        DriftEstimate(partsPerMillion: partsPerMillion, uncertainty: uncertainty, milliseconds: delay)
    }

    @Test func followsADriftItIsSureOf() {
        var aligner = ReferenceAligner()
        aligner.steer(drift(100), blocksAgo: 0)
        for _ in 0..<1_000 { aligner.advance() }
        #expect(abs(aligner.shift.atEnd - 1_000) < 1)
        #expect(aligner.shift.atEnd - aligner.shift.atStart < 1.01)
    }

    @Test func leavesSmallAndDoubtfulDriftToTheFilter() {
        var aligner = ReferenceAligner()
        for doubt in [drift(5), drift(60, uncertainty: 25), drift(900)] {
            aligner.steer(doubt, blocksAgo: 0)
            aligner.advance()
            #expect(aligner.shift == ReferenceShift())
        }
    }

    @Test func holdsTheEchoWhereTheFilterHasIt() {
        var aligner = ReferenceAligner()
        // The first estimate is 30 ppm off; later ones see the delay itself.
        aligner.steer(drift(170), blocksAgo: 20)
        var block = 0
        for second in 1...30 {
            while block < second * 100 {
                aligner.advance()
                block += 1
            }
            let delay = 40 + Float(block) * 0.002
            aligner.steer(drift(200, delay: delay), blocksAgo: 0)
        }
        let place = 40 + Double(block) * 0.002 - aligner.shift.atEnd / 1_000
        #expect(abs(place - 40) < 0.05)
    }

    @Test func aJumpIsOnWholeSamples() {
        var aligner = ReferenceAligner()
        aligner.jump(toMilliseconds: 100.03)
        aligner.advance()
        #expect(aligner.shift == ReferenceShift(atStart: 100_000, atEnd: 100_000))
    }

    @Test func newlyComparedClocksHoldTheDriftThatHasAddedUp() {
        var aligner = ReferenceAligner()
        aligner.jump(toMilliseconds: 20)
        aligner.steer(drift(200), blocksAgo: 0)
        for _ in 0..<500 { aligner.advance() }
        #expect(aligner.shift.atEnd > 20_900)
        aligner.clocksWereCompared()
        aligner.advance()
        #expect(abs(aligner.shift.atStart - 20_000) < 0.1)
        #expect(aligner.partsPerMillion == 200)
    }

    @Test func aSincReadsBetweenSamples() {
        let reader = FractionalReader()
        let tone = (0..<400).map { Int16(12_000 * sine(Double($0))) }
        for place in [100.0, 150.25, 201.5, 299.97] {
            let wanted = 12_000 * sine(place)
            #expect(abs(Double(reader.sample(tone.span, at: place)) - wanted) < 12)
        }
        #expect(reader.sample(tone.span, at: 2) == 0)
        #expect(reader.sample(tone.span, at: 399) == 0)
    }

    /// 1,000 hertz at 16 kHz.
    private func sine(_ place: Double) -> Double { sinOf(place / 16) }
}
