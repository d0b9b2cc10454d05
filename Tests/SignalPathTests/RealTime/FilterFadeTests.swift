import Sound
import Testing

@testable import SignalPath

/// Other filters come in while sound flows.
@Suite struct FilterFadeTests {
    /// A loud tone that the filters have learnt to take away; `apply` happens after a second.
    private func run(_ first: EchoSwitch, then second: EchoSwitch) -> [Int16] {
        var settings = PipelineSettings()
        settings.noise.suppressesNoise = false
        settings.noise.suppressesEcho = false
        settings.gatesEcho = false
        settings.tracksDelay = false
        first.set(in: &settings)
        let rate = StreamRate(hertz: 16_000)!
        guard var processor = OfflineProcessor(rate: rate, recordingRate: rate, settings: settings) else { return [] }
        var heard: [Int16] = []
        var phase = 0.0
        for block in 0..<200 {
            if block == 100 {
                second.set(in: &settings)
                processor.pipeline.apply(settings)
            }
            let tone = (0..<160).map { _ in
                phase += 300.0 / 16_000
                return Int16(12_000 * sinOf(phase))
            }
            let done = processor.process(microphone: tone.span, reference: tone.span)
            done.block.withSamples { samples in for index in 0..<samples.count { heard.append(samples[index]) } }
        }
        return heard
    }

    enum EchoSwitch: String, CaseIterable {
        case off, speex, kalman

        func set(in settings: inout PipelineSettings) {
            settings.cancelsEcho = self != .off
            settings.echoFilters = self == .kalman ? .speexAndKalman : .speex
        }
    }

    @Test(arguments: EchoSwitch.allCases, EchoSwitch.allCases)
    func changesWithoutAClick(first: EchoSwitch, second: EchoSwitch) throws {
        let heard = run(first, then: second)
        // The tone's own largest step, and the fade's.
        let largest = 12_000 * 2 * Float.pi * 300 / 16_000 + 12_000 / 160
        for index in 1_601..<heard.count where index > 15_000 && index < 17_600 {
            let step = abs(Float(heard[index]) - Float(heard[index - 1]))
            #expect(step <= 1.1 * largest, "at \(index)")
        }
    }

    @Test func theNewFiltersAreInForceAfterTheFade() throws {
        let heard = run(.kalman, then: .off)
        #expect(heard[15_000..<15_900].map { abs(Int($0)) }.max() ?? 0 < 2_000)
        #expect(heard[16_400..<17_600].map { abs(Int($0)) }.max() ?? 0 > 11_500)
    }

    @Test func otherSettingsDoNotWait() throws {
        var fade = FilterFade()
        var new = PipelineSettings()
        new.noise.noiseDecibels = -30
        let waits = fade.wants(new, after: PipelineSettings())
        #expect(!waits)
    }
}
