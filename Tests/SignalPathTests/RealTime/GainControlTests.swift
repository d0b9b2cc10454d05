import Sound
import Testing

@testable import SignalPath

@Suite struct GainControlTests {
    let rate = StreamRate(hertz: 16_000)!

    /// Level in dB of what comes out of a steady tone after `blocks`.
    private func run(
        _ gain: inout GainControl, peak: Double, blocks: Int, learns: Bool, settings: GainSettings,
        limiter: LimiterSettings = LimiterSettings()
    ) -> [Int16] {
        var sound: [Int16] = []
        for number in 0..<blocks {
            let tone = sine(hertz: 300, rate: 16_000, count: 160 * (number + 1), peak: peak)
            var samples = Array(tone[(160 * number)...])
            let level = Level(samples.span)
            var span = samples.mutableSpan
            gain.apply(&span, level: level, learns: learns, settings: settings, limiter: limiter)
            sound += samples
        }
        return sound
    }

    @Test func gainMovesSlowlyAndOnlyWhenAllowed() {
        var gain = GainControl(rate: rate)
        var settings = GainSettings()
        settings.isOn = true
        _ = run(&gain, peak: 800, blocks: 100, learns: false, settings: settings)
        #expect(gain.decibels == 0)
        _ = run(&gain, peak: 800, blocks: 100, learns: true, settings: settings)
        #expect(abs(gain.decibels - 3) < 0.1)
        _ = run(&gain, peak: 800, blocks: 900, learns: true, settings: settings)
        let level = Level(sine(hertz: 300, rate: 16_000, count: 160, peak: 800).span)
        #expect(abs(gain.decibels - (-23 - level.rms)) < 0.5)
    }

    @Test(arguments: [-1, -6, -20] as [Float]) func nothingIsLouderThanTheCeiling(ceiling: Float) {
        var gain = GainControl(rate: rate)
        var limiter = LimiterSettings()
        limiter.ceilingDecibels = ceiling
        let sound = run(&gain, peak: 32_000, blocks: 50, learns: false, settings: GainSettings(), limiter: limiter)
        let loudest = Float(sound.map { abs(Int($0)) }.max() ?? 0)
        let allowed = 32_767 * amplitude(decibels: ceiling)
        #expect(loudest <= allowed + 1)
        #expect(loudest > 0.97 * allowed)
    }

    @Test func withoutALimiterLoudSoundIsLeftAsItIs() {
        var gain = GainControl(rate: rate)
        var limiter = LimiterSettings()
        limiter.isOn = false
        let sound = run(&gain, peak: 32_000, blocks: 3, learns: false, settings: GainSettings(), limiter: limiter)
        #expect(sound == sine(hertz: 300, rate: 16_000, count: 480, peak: 32_000))
        #expect(gain.delay(limiter) == 0)
    }

    @Test func whatIsBelowTheCeilingOnlyComesLater() {
        var gain = GainControl(rate: rate)
        let sound = run(&gain, peak: 20_000, blocks: 4, learns: false, settings: GainSettings())
        let late = gain.delay(LimiterSettings())
        #expect(late == 48)
        #expect(Array(sound[late...]) == Array(sine(hertz: 300, rate: 16_000, count: 640, peak: 20_000).dropLast(late)))
    }

    /// A shout among words: turned down before it comes, without a step, and everything is back half a second later.
    @Test func aShoutIsSeenComing() {
        var limiter = Limiter(rate: rate)
        var sound: [Int16] = []
        var gains: [Float] = []
        for number in 0..<150 {
            let loud: [Float] = (0..<160).map { _ in number == 20 ? 60_000 : 10_000 }
            var samples = [Int16](repeating: 0, count: 160)
            var span = samples.mutableSpan
            limiter.apply(loud.span, into: &span, ceiling: 29_000)
            sound += samples
            gains.append(limiter.gain)
        }
        let shout = 20 * 160 + limiter.delay
        #expect(sound[shout..<(shout + 160)].allSatisfy { (28_000...29_000).contains($0) })
        // Three milliseconds of warning, no jump between two samples of the quiet part.
        #expect(sound[(shout - 48)..<shout].first! > 9_500)
        #expect(
            zip(sound[..<shout], sound[1..<shout]).dropFirst(limiter.delay).allSatisfy { abs(Int($0) - Int($1)) < 250 })
        #expect(gains[20] < 0.5 && gains[40] > 0.75 && gains[130] > 0.99)
    }
}
