import Sound
import Testing

@testable import SignalPath

@Suite struct DetectorPartsTests {
    let rate = StreamRate(hertz: 16_000)!

    private func blocks(_ samples: [Int16]) -> [ArraySlice<Int16>] {
        stride(from: 0, to: samples.count - 159, by: 160).map { samples[$0..<($0 + 160)] }
    }

    @Test(arguments: [16_000, 24_000]) func aToneLiesInItsBandOnly(hertz: Int) {
        let rate = StreamRate(hertz: hertz)!
        var analyser = BandAnalyser(rate: rate)
        let tone = sine(hertz: 1_120, rate: Double(hertz), count: hertz / 10, peak: 16_384)
        let silence = [Int16](repeating: 0, count: rate.blockSamples)
        var powers = (BandPowers(), BandPowers())
        for start in stride(from: 0, to: tone.count, by: rate.blockSamples) {
            powers = analyser.analyse(tone[start..<(start + rate.blockSamples)].span, silence.span)
        }
        // Half of full scale is a quarter of the power.
        #expect(abs(powers.0.sum - 0.375) < 0.01)
        #expect(powers.0[6] > 0.9 * powers.0.sum)
        #expect(powers.1.sum < 1e-9)
    }

    @Test func vowelsAreVoicedAndHissIsNot() {
        var meter = VoicingMeter(rate: rate)
        var (tone, noise): (Float, Float) = (0, 0)
        for block in blocks(sine(hertz: 140, rate: 16_000, count: 3_200, peak: 6_000)) {
            tone = meter.update(block.span)
        }
        for block in blocks(hiss(samples: 16_000, peak: 6_000, seed: 1)) { noise += meter.update(block.span) / 100 }
        #expect(tone > 0.95)
        #expect(noise < 0.6)
    }

    /// Up to an octave, which is easily mistaken.
    @Test func aBellStaysWhereItIsAndAVoiceGlides() {
        var bell = VoicingMeter(rate: rate)
        var voice = VoicingMeter(rate: rate)
        var (steady, gliding): (Float, Float) = (0, 0)
        for (number, block) in blocks(sine(hertz: 160, rate: 16_000, count: 16_000, peak: 6_000)).enumerated() {
            _ = bell.update(block.span)
            guard number > 6 else { continue }
            steady = max(steady, min(bell.glide, abs(1 - bell.glide)))
        }
        #expect(abs(bell.pitch.truncatingRemainder(dividingBy: 1) - 0.19) < 0.05)
        var phase = 0.0
        let rising = (0..<16_000).map { index in
            phase += (100 + Double(index) / 100) / 16_000
            return Int16(6_000 * sinOf(phase))
        }
        for block in blocks(rising) {
            _ = voice.update(block.span)
            gliding += min(voice.glide, abs(1 - voice.glide))
        }
        #expect(steady < 0.02)
        #expect(gliding > 0.8)
    }

    @Test func theFloorFollowsNoiseAndNotSpeech() {
        var floor = NoiseFloor()
        var (quiet, loud) = (BandPowers(), BandPowers())
        for band in 0..<BandPowers.count { (quiet[band], loud[band]) = (1e-6, 1e-3) }
        for _ in 0..<100 { floor.update(quiet, isSpeech: false) }
        #expect(abs(decibels(power: floor[3]) + 60) < 1)
        for _ in 0..<100 { floor.update(loud, isSpeech: true) }
        #expect(decibels(power: floor[3]) < -55)
        for _ in 0..<300 { floor.update(loud, isSpeech: false) }
        #expect(abs(decibels(power: floor[3]) + 30) < 1)
        for _ in 0..<30 { floor.update(quiet, isSpeech: false) }
        #expect(decibels(power: floor[3]) < -55)
    }

    @Test func aLeakSettlesAtItsUpperQuantile() {
        var leak = Leak()
        var dice = Dice(3)
        var known: Float = 0
        for _ in 0..<4_000 { known = leak.update(10 * dice.roll() - 20, in: 2, haste: 1) }
        // Evenly between −30 and −10: 80 % lie below −14.
        #expect(abs(known + 14) < 2)
        let (first, second) = (leak.update(50, in: 2, haste: 0), leak.update(0, in: 2, haste: 0))
        #expect(first == second)
    }

    @Test func levelsAreInDecibelsOfFullScale() {
        #expect(Level([Int16](repeating: 0, count: 160).span) == Level())
        let level = Level(sine(hertz: 1_000, rate: 16_000, count: 160, peak: 16_384).span)
        #expect(abs(level.rms + 9.03) < 0.05)
        #expect(abs(level.peak + 6.02) < 0.05)
    }
}
