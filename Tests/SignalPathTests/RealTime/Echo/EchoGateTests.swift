import Testing

@testable import SignalPath

@Suite struct EchoGateTests {
    /// The loudest sample of the last of `blocks` blocks of a constant sound.
    private func last(_ gate: inout EchoGate, blocks: Int, far: Bool, probability: Float) -> Int16 {
        var samples: [Int16] = []
        for _ in 0..<blocks {
            samples = [Int16](repeating: 10_000, count: 160)
            var span = samples.mutableSpan
            gate.apply(&span, isFarEndActive: far, probability: probability)
        }
        return samples.last ?? 0
    }

    @Test func withoutAFarEndNothingIsTouched() {
        var gate = EchoGate()
        #expect(last(&gate, blocks: 5, far: false, probability: 0) == 10_000)
    }

    @Test func anEchoAloneIsHeldBackWithinSixtyMilliseconds() {
        var gate = EchoGate()
        #expect(last(&gate, blocks: 3, far: true, probability: 0.1) > 3_000)
        #expect(last(&gate, blocks: 3, far: true, probability: 0.1) <= 80)
    }

    @Test func aPersonOpensItInTheSameBlock() {
        var gate = EchoGate()
        _ = last(&gate, blocks: 20, far: true, probability: 0)
        #expect(last(&gate, blocks: 1, far: true, probability: 0.6) == 10_000)
    }

    @Test func gapsBetweenWordsStayOpen() {
        var gate = EchoGate()
        _ = last(&gate, blocks: 1, far: true, probability: 0.9)
        #expect(last(&gate, blocks: 30, far: true, probability: 0) == 10_000)
        #expect(last(&gate, blocks: 20, far: true, probability: 0) <= 80)
    }

    @Test func theEndOfTheFarEndOpensIt() {
        var gate = EchoGate()
        _ = last(&gate, blocks: 20, far: true, probability: 0)
        #expect(last(&gate, blocks: 1, far: false, probability: 0) == 10_000)
    }

    @Test func behindTheClosedGateItIsAsLoudAsTheRoom() {
        var gate = EchoGate()
        var level: Float = 0
        for block in 0..<400 {
            let isFar = block >= 300
            var samples = (0..<160).map { index -> Int16 in
                isFar ? 9_000 : Int16(truncatingIfNeeded: (block &* 7_919 &+ index &* 104_729) % 201 - 100)
            }
            var span = samples.mutableSpan
            gate.apply(&span, isFarEndActive: isFar, probability: 0)
            if block == 399 { level = Level(samples.span).rms }
        }
        // The room's noise was at −55 dB; the echo behind the gate at −53.
        #expect((-60 ... -47).contains(level))
    }
}
