import Sound
import Testing

@testable import SignalPath

@Suite struct WarmStartTests {
    let second = 16_000

    /// A room, heard through `delay` samples of buffers.
    private func scene(delay: Int, seed: UInt64) -> (microphone: [Int16], played: [Int16]) {
        let played = babbling(samples: 5 * second, peak: 12_000, seed: seed)
        let echo = Room(delay: delay).echo(of: played)
        return (mixed(echo, hiss(samples: echo.count, peak: 6, seed: seed + 1)), played)
    }

    /// dB taken away within the second half second of sound.
    private func early(_ microphone: [Int16], _ sound: [Int16]) -> Float {
        let part = (second / 2)..<second
        return loudness(microphone[part]) - loudness(sound[part])
    }

    private func plain() -> PipelineSettings {
        var settings = PipelineSettings()
        settings.noise.suppressesEcho = false
        settings.noise.suppressesNoise = false
        settings.gatesEcho = false
        settings.masksEcho = false
        settings.limiter.isOn = false
        return settings
    }

    /// At 300 ms nothing is cancelled until the delay is found: 1 s when cold.
    @Test(arguments: [300, 4_800]) func aKnownRoomIsSilentFromTheBeginning(delay: Int) throws {
        let first = scene(delay: delay, seed: 1)
        var cold = OfflineProcessor.sixteen(plain())
        #expect(cold.pipeline.memory == nil)
        let learnt = early(first.microphone, cold.run(first.microphone, first.played).sound)
        let memory = try #require(cold.pipeline.memory)
        var book = EchoMemoryBook()
        let pair = DevicePair(capture: "m", playback: "l")
        book.note(memory, of: pair)
        let second = scene(delay: delay, seed: 60)
        var warm = OfflineProcessor.sixteen(plain())
        warm.pipeline.recall(try #require(try EchoMemoryBook(bytes: book.bytes)[pair]))
        let known = early(second.microphone, warm.run(second.microphone, second.played).sound)
        #expect(known > 15)
        #expect(known > learnt + 6 || learnt > 20)
    }

    /// What is remembered may be of another place: it must not take longer than without.
    @Test func anotherRoomIsLearntAllTheSame() throws {
        let old = scene(delay: 4_800, seed: 1)
        var cold = OfflineProcessor.sixteen(plain())
        _ = cold.run(old.microphone, old.played)
        let memory = try #require(cold.pipeline.memory)
        let new = scene(delay: 700, seed: 90)
        var misled = OfflineProcessor.sixteen(plain())
        misled.pipeline.recall(memory)
        let sound = misled.run(new.microphone, new.played).sound
        #expect(loudness(new.microphone[(3 * second)...]) - loudness(sound[(3 * second)...]) > 20)
    }

    @Test func aFilterOfAnotherLengthIsLeftAlone() throws {
        let old = scene(delay: 300, seed: 1)
        var cold = OfflineProcessor.sixteen(plain())
        _ = cold.run(old.microphone, old.played)
        var memory = try #require(cold.pipeline.memory)
        memory.tailMilliseconds = 100
        memory.weights = Array(memory.weights.prefix(100))
        var other = OfflineProcessor.sixteen(plain())
        other.pipeline.recall(memory)
        let sound = other.run(old.microphone, old.played).sound
        #expect(loudness(old.microphone[(3 * second)...]) - loudness(sound[(3 * second)...]) > 20)
    }
}
