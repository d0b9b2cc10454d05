import Sound
import Testing

@testable import SignalPath

@Suite struct KalmanCancellerTests {
    let rate = StreamRate(hertz: 16_000)!

    private func canceller() -> KalmanCanceller { KalmanCanceller(rate: rate, tailMilliseconds: 80) }

    /// Runs the blocks from `start` on and returns what is left, full scale 1, and what was estimated.
    private func run(
        _ canceller: inout KalmanCanceller, _ microphone: [Int16], _ reference: [Int16], from start: Int = 0
    ) -> (left: [Float], estimate: [Float]) {
        var (left, estimate): ([Float], [Float]) = ([], [])
        for offset in stride(from: start, to: microphone.count - 159, by: 160) {
            let near = microphone[offset..<(offset + 160)].map { Float($0) / 32_768 }
            canceller.cancel(near, reference: reference.span.extracting(offset..<(offset + 160)))
            left += canceller.error
            estimate += canceller.estimate
        }
        return (left, estimate)
    }

    private func decibels(_ samples: some Sequence<Float>) -> Float {
        var (sum, count): (Float, Float) = (1e-12, 0)
        for sample in samples {
            sum += sample * sample
            count += 1
        }
        return SignalPath.decibels(power: sum / max(1, count))
    }

    private func heard(_ samples: some Sequence<Int16>) -> Float { decibels(samples.map { Float($0) / 32_768 }) }

    @Test func learnsARoomInTwoSeconds() {
        let played = babbling(samples: 48_000, peak: 12_000, seed: 1)
        let echo = Room(delay: 200, tail: 300).echo(of: played)
        var canceller = canceller()
        #expect(canceller.uncertainty == 1)
        let (left, estimate) = run(&canceller, echo, played)
        #expect(heard(echo[32_000...]) - decibels(left[32_000...]) >= 20)
        // Error and estimate add up to what the microphone heard.
        for index in stride(from: 40_000, to: 47_000, by: 97) {
            #expect(abs(left[index] + estimate[index] - Float(echo[index]) / 32_768) < 1e-5)
        }
        #expect(canceller.uncertainty < 0.5)
    }

    @Test func whatWasLearntMovesWithTheReference() {
        let played = babbling(samples: 64_000, peak: 12_000, seed: 1)
        // 45 ms, of which 40 are taken off in the middle.
        let echo = Room(delay: 720, tail: 300).echo(of: played)
        let moved = 640
        let late = [Int16](repeating: 0, count: moved) + played.dropLast(moved)
        var canceller = canceller()
        let (left, _) = run(&canceller, Array(echo[..<48_000]), Array(played[..<48_000]))
        let before = heard(echo[40_000..<48_000]) - decibels(left[40_000..<48_000])
        canceller.moveEarlier(by: 2)
        let (rest, _) = run(&canceller, echo, late, from: 48_000)
        let after = heard(echo[48_000..<50_000]) - decibels(rest[..<2_000])
        #expect(before > 15 && after > before - 3, "\(before) and then \(after) dB")

        // Begun anew it knows nothing for a while.
        var fresh = self.canceller()
        let (unknown, _) = run(&fresh, echo, late, from: 48_000)
        #expect(heard(echo[48_000..<50_000]) - decibels(unknown[..<2_000]) < after - 6)
    }

    @Test func aPersonStaysAndTheRoomIsNotForgotten() {
        let played = babbling(samples: 80_000, peak: 12_000, seed: 1)
        let person = babbling(samples: 16_000, peak: 12_000, seed: 77)
        let echo = Room(delay: 200, tail: 300).echo(of: played)
        var canceller = canceller()
        let (left, _) = run(&canceller, mixed(echo, person, at: 48_000), played)
        let difference = zip(left[48_000..<64_000], person).map { $0 - Float($1) / 32_768 }
        #expect(heard(person) - decibels(difference) >= 8)
        #expect(heard(echo[72_000...]) - decibels(left[72_000...]) >= 20)
    }

    @Test func doubtMakesItQuickAgain() {
        let played = babbling(samples: 96_000, peak: 12_000, seed: 1)
        let before = Room(delay: 200, tail: 300, seed: 5).echo(of: played)
        let after = Room(delay: 420, tail: 300, seed: 6).echo(of: played)
        var left: [Bool: Float] = [:]
        for doubts in [true, false] {
            var canceller = canceller()
            _ = run(&canceller, Array(before[0..<48_000]), played)
            if doubts { canceller.doubtEverything() }
            left[doubts] = decibels(run(&canceller, after, played, from: 48_000).left[16_000..<32_000])
        }
        #expect((left[true] ?? 0) < (left[false] ?? 0) - 3)
    }

    @Test func silenceAndSquareWavesLeaveItSane() {
        var canceller = canceller()
        let silence = [Int16](repeating: 0, count: 16_000)
        #expect(run(&canceller, silence, silence).left.allSatisfy { $0 == 0 })
        let loud = (0..<16_000).map { $0 / 8 % 2 == 0 ? Int16.max : Int16.min }
        let (left, _) = run(&canceller, silence, loud)
        #expect(left.allSatisfy { $0.isFinite && abs($0) < 4 })
        let (other, _) = run(&canceller, loud, silence)
        #expect(other.allSatisfy { $0.isFinite && abs($0) < 4 })
    }
}

private struct OutOfMemory: Error {}

@Suite struct EchoStageTests {
    let rate = StreamRate(hertz: 16_000)!

    /// What is left by the stage, in which Speex's filter forgets everything after `forgets` blocks.
    private func left(
        _ filters: EchoFilters, _ microphone: [Int16], _ played: [Int16], forgets: Int = .max
    ) throws -> [Int16] {
        guard var stage = EchoStage(rate: rate, tailMilliseconds: 120) else { throw OutOfMemory() }
        var output: [Int16] = []
        var block = [Int16](repeating: 0, count: 160)
        for number in 0..<(microphone.count / 160) {
            if number == forgets { stage.speex.reset() }
            let part = (number * 160)..<((number + 1) * 160)
            var target = block.mutableSpan
            stage.cancel(
                microphone.span.extracting(part), reference: played.span.extracting(part), filters: filters,
                into: &target)
            output += block
        }
        return output
    }

    private func scene() -> (microphone: [Int16], played: [Int16]) {
        let played = babbling(samples: 64_000, peak: 12_000, seed: 1)
        let echo = Room(delay: 200, tail: 300).echo(of: played)
        return (mixed(echo, hiss(samples: echo.count, peak: 20, seed: 4)), played)
    }

    @Test func twoFiltersAreNeverMuchWorseThanOne() throws {
        let (microphone, played) = scene()
        let one = try left(.speex, microphone, played)
        let both = try left(.speexAndKalman, microphone, played)
        for second in 0..<4 {
            let part = (second * 16_000)..<((second + 1) * 16_000)
            #expect(loudness(both[part]) < loudness(one[part]) + 1)
        }
    }

    @Test func whereOneForgetsTheOtherSteps() throws {
        let (microphone, played) = scene()
        let part = 49_000..<52_000
        let one = loudness(try left(.speex, microphone, played, forgets: 300)[part])
        let both = loudness(try left(.speexAndKalman, microphone, played, forgets: 300)[part])
        #expect(both < one - 6)
    }

    @Test func whatIsBelowVoicesIsTakenAway() {
        var filter = RumbleFilter(rate: rate)
        let low = (0..<16_000).map { filter.filter(Float(sinOf(Double($0) * 10 / 16_000))) }
        let voice = (0..<16_000).map { filter.filter(Float(sinOf(Double($0) * 400 / 16_000))) }
        #expect(low[8_000...].map(abs).max() ?? 1 < 0.1)
        #expect((voice[8_000...].map(abs).max() ?? 0) > 0.9)
    }
}
