import Glibc
import Testing

@testable import SignalPath

@Suite struct OpenMouthTests {
    /// Levels of the lowest three bands, of the middle and of the highest, dB.
    private func voice(_ low: Float, _ middle: Float, _ high: Float) -> BandPowers {
        var powers = BandPowers()
        for band in 0..<BandPowers.count { powers[band] = pow(10, (band < 3 ? low : band < 9 ? middle : high) / 10) }
        return powers
    }

    private func hear(_ blocks: [(voice: BandPowers, isSpeech: Bool)]) -> [Bool] {
        var mouth = OpenMouth()
        return blocks.map { mouth.isOpen($0.voice, isSpeech: $0.isSpeech) }
    }

    @Test func aVowelIsOpenAndAHumIsNot() {
        let (vowel, hum, hiss) = (voice(-30, -35, -45), voice(-30, -50, -60), voice(-60, -50, -35))
        #expect(hear([(vowel, true), (hum, true), (hiss, true)]) == [true, false, true])
    }

    @Test func aWordsEndSaysNothing() {
        let (vowel, end) = (voice(-30, -35, -45), voice(-60, -60, -60))
        #expect(hear([(vowel, true), (end, true), (vowel, false)]) == [true, false, false])
    }

    @Test func somebodyFainterIsHeardAfterAWhile() {
        let (near, far) = (voice(-30, -35, -45), voice(-60, -60, -60))
        let quiet = Array(repeating: (voice: far, isSpeech: false), count: 40)
        #expect(hear([(near, true)] + quiet + [(far, true)]).last == true)
    }
}
