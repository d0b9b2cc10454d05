import Sound
import Testing

@testable import SignalPath

@Suite struct PipelineTests {
    let seconds = 16_000

    /// The net knows that noise in syllables is nobody.
    private var byEnergy: PipelineSettings {
        var settings = PipelineSettings()
        settings.detector = .energy
        return settings
    }

    @Test func takesTwentyDecibelsOfEchoAwayAfterThreeSeconds() {
        let played = babbling(samples: 5 * seconds, peak: 12_000, seed: 1)
        let echo = Room(delay: 300).echo(of: played)
        let microphone = mixed(echo, hiss(samples: echo.count, peak: 6, seed: 2))
        var settings = PipelineSettings()
        settings.noise.suppressesEcho = false
        settings.noise.suppressesNoise = false
        var offline = OfflineProcessor.sixteen(settings)
        let (sound, _) = offline.run(microphone, played)
        let enhancement = loudness(microphone[(3 * seconds)...]) - loudness(sound[(3 * seconds)...])
        #expect(enhancement >= 20)
    }

    @Test func itsOwnVoiceIsNobodyAndAPersonIsSomebody() {
        let played = babbling(samples: 6 * seconds, peak: 12_000, seed: 1)
        let person = babbling(samples: seconds, peak: 9_000, seed: 77)
        let echo = mixed(Room(delay: 300).echo(of: played), hiss(samples: played.count, peak: 10, seed: 2))
        var offline = OfflineProcessor.sixteen(byEnergy)
        let (_, blocks) = offline.run(mixed(echo, person, at: 4 * seconds), played)
        let before = blocks[100..<400]
        #expect(before.allSatisfy { $0.bargeIn == nil && $0.speech == nil })
        #expect(before.allSatisfy { $0.isFarEndActive })
        let confirmed = blocks.firstIndex { block in
            if case .confirmed = block.bargeIn { return true }
            return false
        }
        #expect((400..<460).contains(confirmed ?? 0))
    }

    @Test func soundIsKeptAsItCameWhenAskedFor() {
        let microphone = babbling(samples: seconds, peak: 9_000, seed: 3)
        var plain = OfflineProcessor.sixteen()
        #expect(plain.run(microphone, microphone).blocks.allSatisfy { $0.raw == nil })
        var settings = PipelineSettings()
        settings.keepsRaw = true
        var offline = OfflineProcessor.sixteen(settings)
        let pairs = offline.run(microphone, microphone).blocks.compactMap(\.raw)
        let kept = pairs.flatMap { pair in pair.microphone.withSamples { span in span.indices.map { span[$0] } } }
        #expect(kept == Array(microphone.prefix(kept.count)) && kept.count == seconds)
        #expect(
            pairs.contains { pair in pair.reference.withSamples { span in span.indices.contains { span[$0] != 0 } } })
    }

    @Test func withoutAnyEchoAPersonIsSomebodyAfterTwoSeconds() {
        let played = babbling(samples: 4 * seconds, peak: 12_000, seed: 1)
        let person = babbling(samples: seconds, peak: 9_000, seed: 77)
        let quiet = hiss(samples: played.count, peak: 10, seed: 2)
        var offline = OfflineProcessor.sixteen(byEnergy)
        let (_, blocks) = offline.run(mixed(quiet, person, at: 2 * seconds), played)
        #expect(blocks[..<200].allSatisfy { $0.bargeIn == nil })
        let confirmed = blocks.firstIndex { block in
            if case .confirmed = block.bargeIn { return true }
            return false
        }
        #expect((200..<240).contains(confirmed ?? 0))
    }

    @Test(arguments: [SpeechDetector.neural, .energy], [0, 1_600, 4_800, 6_400])
    func anEchoThatComesLateIsNobody(detector: SpeechDetector, delay: Int) {
        var settings = PipelineSettings()
        settings.detector = detector
        let played = babbling(samples: 4 * seconds, peak: 12_000, seed: 1)
        let echo = mixed(Room(delay: delay).echo(of: played), hiss(samples: played.count, peak: 6, seed: 2))
        var offline = OfflineProcessor.sixteen(settings)
        #expect(offline.run(echo, played).blocks.allSatisfy { $0.bargeIn == nil })
    }

    @Test func longDelaysAreFoundAndTheEchoStillGoes() {
        let played = babbling(samples: 7 * seconds, peak: 12_000, seed: 1)
        let echo = Room(delay: 6_000).echo(of: played)
        let microphone = mixed(echo, hiss(samples: echo.count, peak: 6, seed: 2))
        var offline = OfflineProcessor.sixteen()
        let (sound, blocks) = offline.run(microphone, played)
        let found = blocks[300].delayMilliseconds ?? 0
        #expect(abs(found - 375) < 1)
        #expect(loudness(microphone[(5 * seconds)...]) - loudness(sound[(5 * seconds)...]) >= 20)
    }

    /// The reference is not known before it is played: where it cannot follow the echo, the filter must.
    @Test(arguments: [(1_000, 600), (700, 60), (900, 2_600), (5_000, 800)])
    func anEchoWhoseDelayJumpsIsFoundAgain(before: Int, after: Int) {
        let played = babbling(samples: 12 * seconds, peak: 12_000, seed: 1)
        let (early, late) = (Room(delay: before).echo(of: played), Room(delay: after).echo(of: played))
        let echo = Array(early[..<(5 * seconds)] + late[(5 * seconds)...])
        let microphone = mixed(echo, hiss(samples: echo.count, peak: 6, seed: 2))
        var offline = OfflineProcessor.sixteen(.filtersAlone)
        let (sound, _) = offline.run(microphone, played)
        for second in 8..<12 {
            let part = (second * seconds)..<((second + 1) * seconds)
            #expect(loudness(microphone[part]) - loudness(sound[part]) >= 15, "second \(second)")
        }
    }

    /// A microphone whose clock runs fast or slow by 200 ppm: its sound is read 200 ppm slower or faster.
    @Test(arguments: [200.0, -200]) func clocksThatRunApartAreFollowed(partsPerMillion: Double) {
        let played = babbling(samples: 13 * seconds, peak: 12_000, seed: 1)
        let echo = Room(delay: 800, tail: 40).echo(of: played)
        let between = FractionalReader()
        let heard = echo.indices.map { index in
            between.sample(echo.span, at: Double(index) * (1 - partsPerMillion / 1_000_000) - 0.5)
        }
        let microphone = mixed(heard, hiss(samples: heard.count, peak: 6, seed: 2))
        let last = (10 * seconds)..<(12 * seconds)
        var left: [Bool: Float] = [:]
        for corrects in [true, false] {
            // What the filters themselves leave: the net would hide the difference.
            var settings = PipelineSettings.filtersAlone
            settings.correctsDrift = corrects
            var offline = OfflineProcessor.sixteen(settings)
            let (sound, blocks) = offline.run(microphone, played)
            left[corrects] = loudness(microphone[last]) - loudness(sound[last])
            let found = Double(blocks[1_200].driftPartsPerMillion)
            #expect(abs(found - (corrects ? partsPerMillion : 0)) < 5)
        }
        #expect((left[true] ?? 0) >= 20)
        #expect((left[true] ?? 0) >= (left[false] ?? 0) + 6)
    }

    @Test func stagesCanBeSwitchedOff() {
        let sound = babbling(samples: seconds, peak: 8_000, seed: 3)
        var settings = PipelineSettings()
        settings.cancelsEcho = false
        settings.noise.suppressesNoise = false
        settings.noise.suppressesEcho = false
        settings.limiter.isOn = false
        var offline = OfflineProcessor.sixteen(settings)
        let isSame = offline.run(sound, [Int16](repeating: 0, count: sound.count)).sound == sound
        #expect(isSame)
    }

    @Test func blocksSayWhichMicrophoneSampleTheyAre() throws {
        let rate = StreamRate(hertz: 48_000)!
        let tape = ReferenceTape(capacity: 96_000)
        let pipeline = try #require(Pipeline(format: PipelineFormat(rate: StreamRate(hertz: 16_000)!), tape: tape))
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: false)
        // A click at sample 4,800 of the microphone.
        pipeline.settings.cancelsEcho = false
        pipeline.settings.noise.suppressesNoise = false
        pipeline.settings.noise.suppressesEcho = false
        var loudest: (size: Int16, at: Double) = (0, 0)
        for number in 0..<20 {
            var samples = [Int16](repeating: 0, count: 480)
            if number == 10 { samples[0] = 30_000 }
            let block = Block(start: SampleTime(Int64(number * 480)), rate: rate, epoch: 0, samples: samples.span)
            pipeline.prepare(block, clock: clock)
            let done = pipeline.process(block, clock: clock)
            for index in 0..<done.block.count where abs(done.block[index]) > loudest.size {
                loudest = (abs(done.block[index]), Double(done.captured.samples) + Double(index) * 3)
            }
        }
        #expect(abs(loudest.at - 4_800) <= 3)
    }

    @Test func aRebuiltStreamStartsAnew() throws {
        let rate = StreamRate(hertz: 16_000)!
        let tape = ReferenceTape(capacity: 96_000)
        let pipeline = try #require(Pipeline(format: PipelineFormat(rate: rate), tape: tape))
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: false)
        for (number, epoch) in [(0, 0), (1, 0), (4, 0), (5, 1)] {
            let block = Block(
                start: SampleTime(Int64(number * 160)), rate: rate, epoch: UInt32(epoch),
                samples: [Int16](repeating: 9, count: 160).span)
            pipeline.prepare(block, clock: clock)
            _ = pipeline.process(block, clock: clock)
        }
        #expect(pipeline.counters.lostSamples == 320)
        #expect(pipeline.counters.rebuilds == 1)
        #expect(pipeline.counters.blocks == 4)
    }

    @Test func offlineTwiceIsTheSameToTheBit() {
        let played = babbling(samples: 2 * seconds, peak: 12_000, seed: 1)
        let microphone = mixed(Room(delay: 300).echo(of: played), hiss(samples: played.count, peak: 20, seed: 2))
        var first = OfflineProcessor.sixteen()
        var second = OfflineProcessor.sixteen()
        let (one, other) = (first.run(microphone, played), second.run(microphone, played))
        #expect(one.sound == other.sound)
        #expect(one.blocks.map(\.probability) == other.blocks.map(\.probability))
    }
}

extension PipelineSettings {
    fileprivate static var filtersAlone: PipelineSettings {
        var made = PipelineSettings()
        (made.masksEcho, made.gatesEcho) = (false, false)
        (made.noise.suppressesEcho, made.noise.suppressesNoise) = (false, false)
        return made
    }
}
