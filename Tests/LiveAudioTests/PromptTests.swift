import Conversation
import Sound
import TestBench
import Testing

@testable import LiveAudio

/// Prompts on a sound card whose time is the test's.
@Suite struct PromptTests {
    private let rate = StreamRate(hertz: 16_000) ?? .lowest

    private func sound(milliseconds: Int) -> [Int16] {
        (0..<16 * milliseconds).map { $0 / 20 % 2 == 0 ? 6_000 : -6_000 }
    }

    /// Begins a prompt and returns once it waits to be heard.
    private func begin(_ bench: SteppedBench, milliseconds: Int) async -> Task<Duration, any Error> {
        let (audio, samples, rate) = (bench.audio, sound(milliseconds: milliseconds), rate)
        let before = audio.promptCount
        let task = Task { try await audio.play(prompt: samples, rate: rate) as Duration }
        while audio.promptCount == before { await Task.yield() }
        return task
    }

    @Test func itIsToldWhenItsLastSampleWasHeard() async throws {
        let bench = try SteppedBench()
        defer { bench.stop() }
        bench.pass(milliseconds: 100)
        let prompt = await begin(bench, milliseconds: 500)
        bench.pass(milliseconds: 1_000)
        #expect(try await prompt.value == .milliseconds(500))
        #expect(bench.played?.contains { abs(Int($0)) > 2_000 } == true)
    }

    @Test func severalAreHeardInTurn() async throws {
        let bench = try SteppedBench()
        defer { bench.stop() }
        let first = await begin(bench, milliseconds: 300)
        let second = await begin(bench, milliseconds: 200)
        bench.pass(milliseconds: 1_500)
        #expect(try await first.value == .milliseconds(300))
        #expect(try await second.value == .milliseconds(200))
    }

    @Test func stoppingOneTellsHowMuchWasHeard() async throws {
        let bench = try SteppedBench()
        defer { bench.stop() }
        let prompt = await begin(bench, milliseconds: 5_000)
        bench.pass(milliseconds: 1_000)
        prompt.cancel()
        let heard = try await prompt.value
        #expect(heard > .milliseconds(500) && heard <= .milliseconds(1_000))
        let before = bench.system.playedEnd
        bench.pass(milliseconds: 500)
        let after = bench.system.played(before + 960..<bench.system.playedEnd)
        #expect(after.allSatisfy { $0 == 0 })
    }

    @Test func theEndOfTheCardEndsThem() async throws {
        let bench = try SteppedBench()
        let prompt = await begin(bench, milliseconds: 5_000)
        bench.pass(milliseconds: 100)
        bench.stop()
        #expect(try await prompt.value < .seconds(5))
        await #expect(throws: PromptRefusal.closed) { try await bench.audio.play(prompt: [1], rate: rate) }
    }

    @Test func aMistakeFillsNoMemory() async throws {
        let bench = try SteppedBench()
        defer { bench.stop() }
        for _ in 0..<Prompts.most { _ = await begin(bench, milliseconds: 100) }
        await #expect(throws: PromptRefusal.tooMany) { try await bench.audio.play(prompt: [1], rate: rate) }
    }
}
