import Sound
import TestBench
import Testing

@testable import SignalPath

/// The filter that rests while nothing is played, beside one that never does.
@Suite struct SteadyFilterTests {
    let rate = StreamRate(hertz: 16_000)!
    private let second = 16_000

    private struct Pair: ~Copyable {
        var resting: SteadyFilter
        let busy: EchoCanceller
        var rested: [Int16] = []
        var worked: [Int16] = []

        init(rate: StreamRate) {
            resting = SteadyFilter(rate: rate, tailMilliseconds: 80)!
            busy = EchoCanceller(rate: rate, tailMilliseconds: 80)!
        }

        mutating func run(_ microphone: [Int16], _ reference: [Int16]) {
            var (one, other) = ([Int16](repeating: 0, count: 160), [Int16](repeating: 0, count: 160))
            for start in stride(from: 0, to: microphone.count - 159, by: 160) {
                let (near, far) = (microphone[start..<(start + 160)].span, reference[start..<(start + 160)].span)
                var target = one.mutableSpan
                resting.cancel(near, reference: far, into: &target)
                var second = other.mutableSpan
                busy.cancel(near, reference: far, into: &second)
                rested += one
                worked += other
            }
        }

        func differs(from start: Int) -> Int {
            zip(rested[start...], worked[start...]).map { abs(Int($0) - Int($1)) }.max() ?? 0
        }
    }

    @Test func aVoiceInSilenceComesOutAsSpeexWouldGiveIt() {
        var pair = Pair(rate: rate)
        let voice = babbling(samples: 4 * second, peak: 9_000, seed: 3)
        pair.run(voice, [Int16](repeating: 0, count: voice.count))
        #expect(loudness(pair.rested[(2 * second)...]) > -50)
        #expect(pair.differs(from: second) <= 2)
    }

    @Test func wokenUpItTakesTheEchoAwayAsOneThatWasNeverAsleep() {
        let played = babbling(samples: 6 * second, peak: 12_000, seed: 1)
        let pause = [Int16](repeating: 0, count: 3 * second)
        let all = played + pause + played
        let heard = mixed(
            Room(delay: 200, tail: 300).echo(of: all), hiss(samples: all.count, peak: 20, seed: 2))
        var pair = Pair(rate: rate)
        pair.run(heard, all)
        let again = (9 * second)..<(10 * second)
        let (rested, worked) = (loudness(pair.rested[again]), loudness(pair.worked[again]))
        #expect(loudness(heard[again]) - worked > 15)
        #expect(rested < worked + 1)
        // Neither does it click when it wakes.
        let first = (9 * second)..<(9 * second + 160)
        let peak = pair.rested[first].map { abs(Int($0)) }.max() ?? 0
        #expect(peak <= 2 * (pair.worked[first].map { abs(Int($0)) }.max() ?? 0) + 20)
    }

    @Test func aShortPauseIsNoReasonToRest() {
        let played = babbling(samples: 2 * second, peak: 12_000, seed: 1)
        let pause = [Int16](repeating: 0, count: second / 4)
        let all = played + pause + played
        var pair = Pair(rate: rate)
        pair.run(Room(delay: 200, tail: 300).echo(of: all), all)
        #expect(pair.rested == pair.worked)
    }

    @Test func restsAndWakesWithoutAllocating() {
        var stage = EchoStage(rate: rate, tailMilliseconds: 80)!
        let voice = babbling(samples: 320 * 160, peak: 9_000, seed: 3)
        let silence = [Int16](repeating: 0, count: 160)
        var out = silence
        #expect(
            runsWithoutAllocation {
                for number in 0..<320 {
                    let part = (number * 160)..<(number * 160 + 160)
                    var target = out.mutableSpan
                    // Played, silent long enough to rest, played again, and muted at the end.
                    let plays = number < 80 || number > 260
                    stage.cancel(
                        number > 300 ? silence.span : voice.span.extracting(part),
                        reference: plays ? voice.span.extracting(part) : silence.span, filters: .speexAndKalman,
                        isMuted: number > 300, into: &target)
                }
            })
    }
}
