import Sound
import Testing

@testable import SignalPath

/// A microphone that is muted, or whose stream is paused, gives digital silence. Nothing may be learnt from it: neither that
/// there is no echo, nor that the room is silent, nor that the clocks agree.
@Suite struct MutedMicrophoneTests {
    private let second = 16_000

    private var byEnergy: PipelineSettings {
        var settings = PipelineSettings()
        settings.detector = .energy
        settings.noise.suppressesEcho = false
        settings.noise.suppressesNoise = false
        settings.gatesEcho = false
        return settings
    }

    /// Sound of a loudspeaker in a room, and of the room alone.
    private func monologue(seconds: Int, hiss peak: Float) -> (played: [Int16], heard: [Int16]) {
        let played = babbling(samples: seconds * second, peak: 12_000, seed: 1)
        return (played, mixed(Room(delay: 300).echo(of: played), hiss(samples: played.count, peak: peak, seed: 2)))
    }

    private func muted(_ sound: [Int16], seconds: Range<Int>) -> [Int16] {
        var sound = sound
        for index in (seconds.lowerBound * second)..<(seconds.upperBound * second) { sound[index] = 0 }
        return sound
    }

    /// Seconds `mute` are muted, as the daemon does it.
    private func run(
        _ heard: [Int16], _ played: [Int16], mute: Range<Int>
    ) -> (sound: [Int16], blocks: [ProcessedBlock]) {
        var settings = byEnergy
        var offline = OfflineProcessor.sixteen(settings)
        var all: (sound: [Int16], blocks: [ProcessedBlock]) = ([], [])
        let edges = [0, mute.lowerBound * second, mute.upperBound * second, heard.count]
        for (start, end) in zip(edges, edges.dropFirst()) {
            settings.isMuted = start == mute.lowerBound * second && end == mute.upperBound * second
            offline.pipeline.apply(settings)
            let sound = settings.isMuted ? [Int16](repeating: 0, count: end - start) : Array(heard[start..<end])
            let (done, blocks) = offline.run(sound, Array(played[start..<end]))
            all.sound += done
            all.blocks += blocks
        }
        return all
    }

    @Test func theEchoIsStillKnownWhenTheMicrophoneComesBack() {
        let (played, heard) = monologue(seconds: 11, hiss: 6)
        let (sound, blocks) = run(heard, played, mute: 4..<9)
        let before = loudness(heard[(3 * second)..<(4 * second)]) - loudness(sound[(3 * second)..<(4 * second)])
        let first = (9 * second)..<(9 * second + second / 2)
        let after = loudness(heard[first]) - loudness(sound[first])
        #expect(before > 20 && after > before - 6)
        #expect(blocks[800].echoEnhancement > 15)
        #expect(blocks.allSatisfy { $0.bargeIn == nil })
    }

    @Test func aMicrophoneThatIsMutedFirstHearsNobodyInTheEcho() {
        let (played, heard) = monologue(seconds: 6, hiss: 6)
        #expect(run(heard, played, mute: 0..<3).blocks.allSatisfy { $0.bargeIn == nil })
    }

    @Test func theRoomIsAsLoudAsItWasBeforeTheMute() {
        let room = hiss(samples: 9 * second, peak: 900, seed: 3)
        let silence = [Int16](repeating: 0, count: room.count)
        let (_, blocks) = run(room, silence, mute: 3..<6)
        #expect(blocks.allSatisfy { $0.speech == nil })
        let loudest = blocks[600...].map(\.probability).max() ?? 1
        #expect(loudest < 0.3)
    }

    @Test func aClientsMuteIsNotItsRoom() throws {
        let room = try #require(RoomNoise(rate: StreamRate(hertz: 16_000)!, decibels: -15))
        let noise = hiss(samples: 3 * second, peak: 900, seed: 4)
        for number in 0..<600 {
            var block = [Int16](noise[(number % 300 * 160)..<(number % 300 * 160 + 160)])
            if (300..<500).contains(number) { block = [Int16](repeating: 0, count: 160) }
            var span = block.mutableSpan
            let over = room.suppress(&span)
            if number > 100 { #expect(over < 4) }
        }
    }

    @Test func comfortNoiseRemembersTheRoom() {
        var gate = EchoGate()
        var level: Float = 0
        for block in 0..<700 {
            var samples = hiss(samples: 160, peak: 150, seed: UInt64(block + 1))
            let (isMuted, isFar) = ((300..<600).contains(block), block >= 600)
            if isMuted { samples = [Int16](repeating: 0, count: 160) }
            var span = samples.mutableSpan
            gate.apply(&span, isFarEndActive: isFar, probability: 0, isAlive: !isMuted)
            if block == 699 { level = Level(samples.span).rms }
        }
        // The room was at −51 dB.
        #expect((-57 ... -45).contains(level))
    }

    /// A microphone with a gate of its own, or a room made of zeros: a word, then an answer of ours.
    @Test func aSilentMicrophoneStaysSilentWhileTheLoudspeakerPlays() {
        var gate = EchoGate()
        var loudest: Float = -100
        for block in 0..<500 {
            let (isWord, isFar) = ((200..<240).contains(block), block >= 300)
            var samples = [Int16](repeating: 0, count: 160)
            if isWord { samples = hiss(samples: 160, peak: 300, seed: UInt64(block)) }
            var span = samples.mutableSpan
            gate.apply(
                &span, isFarEndActive: isFar, probability: (203..<238).contains(block) ? 0.9 : 0, isAlive: isWord)
            if isFar { loudest = max(loudest, Level(samples.span).rms) }
        }
        #expect(loudest < -90)
    }

    @Test func aWordsEdgesAreNotTheRoom() {
        var gate = EchoGate()
        var level: Float = 0
        for block in 0..<400 {
            // The word is at −29 dB; with the loudspeaker the microphone wakes, at −65 dB.
            let (isWord, isFar) = ((200..<240).contains(block), block >= 300)
            var samples = hiss(samples: 160, peak: isWord ? 2_000 : 30, seed: UInt64(block))
            if !isWord, !isFar { samples = [Int16](repeating: 0, count: 160) }
            var span = samples.mutableSpan
            gate.apply(
                &span, isFarEndActive: isFar, probability: (203..<238).contains(block) ? 0.9 : 0,
                isAlive: isWord || isFar)
            if block == 399 { level = Level(samples.span).rms }
        }
        #expect(level < -65)
    }

    @Test func whatIsNotHeardMovesNoDelayAndNoClock() {
        var estimator = DelayEstimator()
        let (played, heard) = monologue(seconds: 12, hiss: 6)
        let silenced = muted(heard, seconds: 4..<10)
        var found: [Int: DelayEstimate] = [:]
        for number in 0..<1_200 {
            var tap = DelayTap(block: number, generation: 1)
            for index in 0..<80 {
                tap.microphone[index] = silenced[number * 160 + 2 * index]
                tap.reference[index] = played[number * 160 + 2 * index]
            }
            if let estimate = estimator.add(tap) { found[number] = estimate }
        }
        #expect(found[380] != nil && found[1_180] != nil)
        #expect(found.keys.allSatisfy { !(520..<1_000).contains($0) })
    }
}

@Suite struct LongSilenceTests {
    /// The agent says nothing for a minute: what the filter knows of the room stays known.
    @Test func theFilterForgetsNothingWhileNothingIsPlayed() {
        let rate = StreamRate(hertz: 16_000)!
        var canceller = KalmanCanceller(rate: rate, tailMilliseconds: 80)
        let played = babbling(samples: 64_000, peak: 12_000, seed: 1)
        let echo = Room(delay: 200, tail: 300).echo(of: played)
        let silence = [Int16](repeating: 0, count: 160)
        let room = hiss(samples: 160 * 97, peak: 30, seed: 6)
        func left(_ blocks: Range<Int>) -> Float {
            var sum: Float = 0
            for block in blocks {
                let range = (block * 160)..<(block * 160 + 160)
                canceller.cancel(echo[range].map { Float($0) / 32_768 }, reference: played.span.extracting(range))
                for sample in canceller.error { sum += sample * sample }
            }
            return decibels(power: sum / Float(160 * blocks.count))
        }
        _ = left(0..<200)
        let before = left(200..<250)
        for block in 0..<6_000 {
            let start = block % 97 * 160
            canceller.cancel(room[start..<(start + 160)].map { Float($0) / 32_768 }, reference: silence.span)
        }
        // A quarter of a second, before much could be learnt anew.
        #expect(left(250..<275) < before + 6)
    }
}
