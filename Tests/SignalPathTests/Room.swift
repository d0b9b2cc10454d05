import Sound

@testable import SignalPath

/// Random numbers that are the same in every run.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// −1…1.
    mutating func roll() -> Float {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Float(Int64(bitPattern: state) >> 32) / Float(Int32.max)
    }
}

/// A small room: direct sound after `delay` samples, and a tail that dies away.
struct Room {
    private let response: [Float]
    private let delay: Int

    init(delay: Int, tail: Int = 800, seed: UInt64 = 5) {
        var dice = Dice(seed)
        self.delay = delay
        response = (0..<tail).map { index in
            let decay = 1 - Float(index) / Float(tail)
            return index == 0 ? 0.5 : 0.06 * dice.roll() * decay * decay * decay
        }
    }

    func echo(of sound: [Int16]) -> [Int16] {
        sound.indices.map { index in
            var sum: Float = 0
            for tap in 0..<min(response.count, max(0, index - delay + 1)) {
                sum += response[tap] * Float(sound[index - delay - tap])
            }
            return Int16(max(-32_000, min(32_000, sum)))
        }
    }
}

/// Sound that comes and goes in syllables, with all frequencies in it.
func babbling(samples: Int, peak: Float, seed: UInt64, rate: Int = 16_000) -> [Int16] {
    var dice = Dice(seed)
    var smooth: Float = 0
    return (0..<samples).map { index in
        let phase = Float(index % (rate / 4)) / Float(rate / 4)
        let envelope = max(0, 1 - abs(phase - 0.4) * 2.4)
        smooth += 0.5 * (dice.roll() - smooth)
        return Int16(smooth * envelope * peak)
    }
}

func hiss(samples: Int, peak: Float, seed: UInt64) -> [Int16] {
    var dice = Dice(seed)
    return (0..<samples).map { _ in Int16(dice.roll() * peak) }
}

func mixed(_ one: [Int16], _ other: [Int16], at start: Int = 0) -> [Int16] {
    var sum = one
    for index in other.indices where start + index < sum.count {
        sum[start + index] = Int16(max(-32_768, min(32_767, Int(sum[start + index]) + Int(other[index]))))
    }
    return sum
}

/// Power in dB of full scale.
func loudness(_ samples: ArraySlice<Int16>) -> Float {
    var energy: Float = 0
    for sample in samples { energy += Float(sample) * Float(sample) / 1_073_741_824 }
    return decibels(power: energy / Float(max(1, samples.count)))
}

extension OfflineProcessor {
    static func sixteen(_ settings: PipelineSettings = PipelineSettings()) -> OfflineProcessor {
        let rate = StreamRate(hertz: 16_000)!
        return OfflineProcessor(rate: rate, recordingRate: rate, settings: settings)!
    }

    /// All output, and each block.
    mutating func run(_ microphone: [Int16], _ reference: [Int16]) -> (sound: [Int16], blocks: [ProcessedBlock]) {
        var sound: [Int16] = []
        var blocks: [ProcessedBlock] = []
        process(microphone: microphone, reference: reference) { done in
            done.block.withSamples { samples in
                for index in 0..<samples.count { sound.append(samples[index]) }
            }
            blocks.append(done)
        }
        return (sound, blocks)
    }
}
