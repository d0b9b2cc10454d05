import TestBench
import Testing

@testable import SignalPath

/// Chirps through rooms of which everything is known.
@Suite struct CardMeasuresTests {
    private let chirp = Chirp(rate: 16_000)

    /// Noise alone for a second, then a chirp each 800 ms.
    private func scene(
        delay: Int, loss: Double, drift: Double = 0, noise: Double = -70, chirps: Int = 8
    ) -> (microphone: [Int16], reference: [Int16]) {
        var reference = [Int16](repeating: 0, count: 16_000 + chirps * 12_800 + 16_000)
        for number in 0..<chirps {
            let start = 16_000 + number * 12_800
            for (index, sample) in chirp.samples.enumerated() { reference[start + index] = sample }
        }
        var random = SeededRandom(seed: 5)
        let (gain, rest) = (Double(Level.factor(decibels: -loss)), Double(Level.factor(decibels: noise)) * 32_768 * 3.4)
        let microphone = reference.indices.map { index -> Int16 in
            let place = Double(index - delay) - drift * Double(index) / 1_000_000
            let whole = Int(place.rounded(.down))
            let share = place - Double(whole)
            func sample(_ at: Int) -> Double { reference.indices.contains(at) ? Double(reference[at]) : 0 }
            let echo = sample(whole) * (1 - share) + sample(whole + 1) * share
            let hiss = (Double(random.next() % 10_000) / 10_000 - 0.5) * rest
            return Int16(max(-32_768, min(32_767, echo * gain + hiss)))
        }
        return (microphone, reference)
    }

    @Test(arguments: [(40, 20.0, 0.0), (1_600, 6, 120), (8_000, 35, -200)])
    func aRoomIsMeasured(delay: Int, loss: Double, drift: Double) throws {
        let scene = scene(delay: delay, loss: loss, drift: drift)
        let measures = CardMeasures(microphone: scene.microphone, reference: scene.reference, chirp: chirp)
        #expect(measures.played == 8 && measures.heard == 8)
        let expected = (Double(delay) + drift * 64_000 / 1_000_000) / 16
        #expect(abs(try #require(measures.delayMilliseconds) - expected) < 0.5)
        #expect(abs(try #require(measures.driftPartsPerMillion) - drift) < 15)
        // The scene's own interpolation, which a drift needs, takes up to 2 dB of the highest tones.
        #expect(abs(try #require(measures.echoLossDecibels) - loss) < (drift == 0 ? 1 : 2.5))
        #expect(abs(try #require(measures.noiseDecibels) + 70) < 1.5)
        #expect(measures.clippedShare == 0)
    }

    @Test func headphonesAreNotHeard() {
        let scene = scene(delay: 100, loss: 100)
        let measures = CardMeasures(microphone: scene.microphone, reference: scene.reference, chirp: chirp)
        #expect(measures.played == 8 && measures.heard == 0 && measures.delayMilliseconds == nil)
    }

    @Test func aDeadLoudspeakerPlaysNothing() {
        let measures = CardMeasures(
            microphone: [Int16](repeating: 3, count: 32_000), reference: [Int16](repeating: 0, count: 32_000),
            chirp: chirp)
        #expect(measures.played == 0 && measures.heard == 0)
        #expect(CardMeasures(microphone: [], reference: [], chirp: chirp).played == 0)
    }

    @Test func clippingIsSeen() {
        var scene = scene(delay: 100, loss: 0)
        for index in scene.microphone.indices where index % 20 == 0 { scene.microphone[index] = 32_767 }
        let measures = CardMeasures(microphone: scene.microphone, reference: scene.reference, chirp: chirp)
        #expect(abs(measures.clippedShare - 0.05) < 0.001)
    }
}
