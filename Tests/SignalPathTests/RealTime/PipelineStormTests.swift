import Sound
import TestBench
import Testing

@testable import SignalPath

/// Devices that come, go, jump and shout, clocks that are wrong, settings that change: the pipeline's thread must
/// survive all of it, and what it hands out stays usable.
@Suite struct PipelineStormTests {
    private static let rates = [8_000, 16_000, 24_000, 44_100, 48_000].map { StreamRate(hertz: $0)! }

    /// Both streams, as a bad day has them.
    private struct Devices {
        var random: SeededRandom
        let tape = ReferenceTape(capacity: 96_000)
        var captureRate = StreamRate.highest
        var capture: Int64 = 0
        var captureEpoch: UInt32 = 0
        var playback: Int64 = 0
        var clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: .highest, playbackRate: .highest, epoch: 0, isPlaying: true)

        mutating func happen() {
            switch Int.random(in: 0..<60, using: &random) {
            case 0: capture += Int64.random(in: 0...2_000_000, using: &random)
            case 1:
                captureEpoch += 1
                captureRate = PipelineStormTests.rates.randomElement(using: &random)!
                compareClocks()
            case 2:
                clock.playbackRate = PipelineStormTests.rates.randomElement(using: &random)!
                compareClocks()
            case 3:
                clock.isPlaying.toggle()
                compareClocks()
            case 4: tape.takeBack(from: SampleTime(playback - Int64.random(in: 0...5_000, using: &random)))
            case 5: playback += Int64.random(in: 0...100_000, using: &random)
            case 6: compareClocks(wrongBy: Int64.random(in: -40_000_000_000...40_000_000_000, using: &random))
            default: break
            }
        }

        private mutating func compareClocks(wrongBy error: Int64 = 0) {
            clock.capture = SampleTime(capture)
            clock.playback = SampleTime(playback + error)
            clock.captureRate = captureRate
            clock.epoch += 1
        }

        mutating func block() -> Block {
            let far = sound(clock.playbackRate.blockSamples)
            tape.write(far.span, at: SampleTime(playback))
            playback += Int64(far.count)
            let near = sound(captureRate.blockSamples)
            let block = Block(
                start: SampleTime(capture), rate: captureRate, epoch: captureEpoch, samples: near.span)
            capture += Int64(near.count)
            return block
        }

        /// Silence, noise of any level, the worst square wave, one lonely click.
        private mutating func sound(_ count: Int) -> [Int16] {
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<2: return [Int16](repeating: 0, count: count)
            case 2: return (0..<count).map { $0 % 8 < 4 ? .max : .min }
            case 3: return [Int16](repeating: .min, count: count)
            case 4: return (0..<count).map { $0 == 7 ? .max : 0 }
            default:
                let peak = Int16.random(in: 1 ... .max, using: &random)
                return (0..<count).map { _ in Int16.random(in: -peak...peak, using: &random) }
            }
        }

        mutating func settings() -> PipelineSettings {
            func chance(_ random: inout SeededRandom) -> Bool { Bool.random(using: &random) }
            var settings = PipelineSettings()
            settings.cancelsEcho = chance(&random)
            settings.isMuted = chance(&random)
            settings.echoFilters = chance(&random) ? .speex : .speexAndKalman
            settings.tracksDelay = chance(&random)
            settings.masksEcho = chance(&random)
            settings.gatesEcho = chance(&random)
            settings.correctsDrift = chance(&random)
            settings.noise.suppressesNoise = chance(&random)
            settings.noise.suppressesEcho = chance(&random)
            settings.gain.isOn = chance(&random)
            settings.detector = [.neural, .energy, .speex].randomElement(using: &random)!
            settings.keepsRaw = chance(&random)
            settings.keepsBare = chance(&random)
            settings.probes = chance(&random)
            return settings
        }

        /// A finding that may be nonsense, as it would come from nonsense.
        mutating func estimate(_ tap: DelayTap?, from estimator: inout DelayEstimator) -> DelayEstimate? {
            guard var found = tap.flatMap({ estimator.add($0) }) else { return nil }
            if Int.random(in: 0..<3, using: &random) == 0 {
                found.milliseconds = Float.random(in: -200...800, using: &random)
                found.confidence = Float.random(in: 0...200, using: &random)
            }
            return found
        }
    }

    @Test(arguments: 0..<9) func thePipelineGoesOn(_ seed: Int) throws {
        var devices = Devices(random: SeededRandom(seed: UInt64(seed)))
        let format = PipelineFormat(rate: [8_000, 16_000, 24_000].map { StreamRate(hertz: $0)! }[seed % 3])
        let pipeline = try #require(Pipeline(format: format, tape: devices.tape))
        var estimator = DelayEstimator(longestMilliseconds: format.longestDelayMilliseconds)
        for _ in 0..<600 {
            devices.happen()
            if Int.random(in: 0..<40, using: &devices.random) == 0 { pipeline.apply(devices.settings()) }
            let block = devices.block()
            pipeline.prepare(block, clock: devices.clock)
            let done = pipeline.process(block, clock: devices.clock)
            #expect(done.block.isFull)
            #expect((0...1).contains(done.probability))
            #expect(done.delayMilliseconds?.isFinite ?? true)
            #expect(done.driftPartsPerMillion.isFinite && done.echoEnhancement.isFinite)
            if let estimate = devices.estimate(pipeline.tap, from: &estimator) { pipeline.take(estimate) }
        }
        #expect(pipeline.counters.blocks == 600)
    }
}
