import Sound
import Testing

@testable import SignalPath

@Suite struct PlayoutQueueTests {
    let tag = PlayoutTag(response: 1, item: 1)
    /// 5 ms at 48 kHz.
    let fade = 240

    @Test func startsWithTheFirstPacketAndFadesInAndOut() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        let sound = staircase(2_000)
        try playout.say(sound, tag)
        _ = playout.complete(tag)
        let heard = speaker.ask(2_400)
        #expect(abs(Int(heard[0])) < 10)
        #expect(Array(heard[fade..<(2_000 - fade)]) == Array(sound[fade..<(2_000 - fade)]))
        #expect(abs(Int(heard[1_999])) < 10)
        #expect(heard[2_000...].allSatisfy { $0 == 0 })
    }

    @Test func isSilentWithNothingToSay() {
        let speaker = Loudspeaker(.plain())
        #expect(speaker.ask(480).allSatisfy { $0 == 0 })
    }

    @Test func packetsJoinWithoutASeam() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        let sound = staircase(4_800)
        for start in stride(from: 0, to: 4_800, by: 300) { try playout.say(Array(sound[start..<(start + 300)]), tag) }
        var heard: [Int16] = []
        for _ in 0..<9 { heard += speaker.ask(480) }
        #expect(Array(heard[fade...]) == Array(sound[fade..<4_320]))
    }

    /// What the first packet's resampler still holds comes out when the second one's begins: more than was asked for.
    @Test(arguments: [480, 441, 100]) func aPacketAtAnotherRateFollowsWhereverTheFirstEnds(_ request: Int) throws {
        for length in 120..<280 {
            let playout = Playout.plain()
            let speaker = Loudspeaker(playout)
            try playout.say([Int16](repeating: 6_000, count: length), hertz: 16_000, tag)
            try playout.say([Int16](repeating: 6_000, count: 480), hertz: 24_000, PlayoutTag(response: 1, item: 2))
            while speaker.position.samples < 2_400 { speaker.ask(request) }
            let whole = 3 * length + 2 * 480
            #expect(speaker.given[..<(whole - 4)].dropFirst(4).allSatisfy { $0 != 0 }, "\(length) samples")
            #expect(speaker.given[whole...].allSatisfy { $0 == 0 }, "\(length) samples")
        }
    }

    @Test func interruptionFadesWithinTenMillisecondsAndDropsTheRest() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say(staircase(48_000), tag)
        speaker.ask(4_800)
        playout.raiseResponse(to: 2)
        let after = speaker.ask(4_800)
        #expect(after[0] > 900)
        #expect(after[fade...].allSatisfy { $0 == 0 })
        #expect(steepest(Array(speaker.given[4_700..<5_100])) < 200)
        #expect(throws: PlayoutRefusal.interrupted) { try playout.say([1, 2, 3], tag) }
    }

    @Test func theNextResponseFollowsTheInterruptedOne() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say(staircase(48_000), tag)
        let next = staircase(4_800, from: 9_000)
        try playout.say(next, PlayoutTag(response: 2, item: 2))
        speaker.ask(960)
        playout.raiseResponse(to: 2)
        let after = speaker.ask(4_800)
        #expect(Array(after[(2 * fade)..<(4_800 - fade)]) == Array(next[fade..<(4_800 - 2 * fade)]))
    }

    @Test func pauseAndResumeGoOnWithTheVerySample() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        let sound = staircase(48_000)
        try playout.say(sound, tag)
        speaker.ask(4_800)
        playout.pause()
        speaker.ask(960)
        // The device had played 3,333 samples when it was cut.
        speaker.takeBack(from: 3_333)
        #expect(speaker.ask(2_400).allSatisfy { $0 == 0 })
        playout.resume()
        let after = speaker.ask(4_800)
        #expect(Array(after[fade...]) == Array(sound[(3_333 + fade)..<(3_333 + 4_800)]))
        _ = speaker.hearAll()
        #expect(playout.account(of: tag)?.heard == 8_133)
    }

    @Test func pauseWithoutCutGoesOnBehindTheFade() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        let sound = staircase(48_000)
        try playout.say(sound, tag)
        speaker.ask(480)
        playout.pause()
        #expect(speaker.ask(960)[fade...].allSatisfy { $0 == 0 })
        playout.resume()
        #expect(Array(speaker.ask(960)[fade...]) == Array(sound[(480 + 2 * fade)..<(480 + fade + 960)]))
    }

    @Test func aPromptComesFirstAndTheAnswerGoesOn() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        let sound = staircase(48_000)
        try playout.say(sound, tag)
        speaker.ask(480)
        let ding = [Int16](repeating: 5_000, count: 960)
        try playout.say(ding, PlayoutTag(response: 0, item: 99), lane: .prompt)
        let after = speaker.ask(4_800)
        #expect(after[600] == 5_000)
        let resumed = fade + 960 + fade
        #expect(Array(after[resumed...]) == Array(sound[(480 + 2 * fade)..<(480 + 2 * fade + 4_800 - resumed)]))
    }

    @Test func runningDryIsCountedAndFades() throws {
        let playout = Playout.plain(cushion: 20)
        let speaker = Loudspeaker(playout)
        try playout.say([Int16](repeating: 8_000, count: 1_440), tag)
        speaker.ask(1_920)
        #expect(playout.underruns == 1)
        #expect(speaker.hearAll().contains(.ranDry(tag)))
        #expect(steepest(speaker.given) <= 8_000 / fade + 1)
        // 10 ms are not the cushion of 20 ms; 20 ms are.
        try playout.say([Int16](repeating: 8_000, count: 480), tag)
        #expect(speaker.ask(240).allSatisfy { $0 == 0 })
        try playout.say([Int16](repeating: 8_000, count: 4_800), tag)
        #expect(speaker.ask(480)[400] == 8_000)
    }

    @Test func theEndOfAResponseIsNoUnderrun() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say(staircase(960), tag)
        _ = playout.complete(tag)
        speaker.ask(1_920)
        #expect(playout.underruns == 0)
        #expect(speaker.hearAll() == [.began(tag, at: .zero), .finished(tag, at: SampleTime(960)), .silent])
    }

    @Test func resamplingKeepsLengthAndPitch() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say(sine(hertz: 500, rate: 24_000, count: 24_000, peak: 10_000), hertz: 24_000, tag)
        _ = playout.complete(tag)
        let heard = speaker.ask(50_000)
        let wanted = sine(hertz: 500, rate: 48_000, count: 48_000, peak: 10_000)
        let difference = (1_000..<47_000).map { abs(Int(heard[$0]) - Int(wanted[$0])) }.max()!
        #expect(difference < 120)
        #expect(heard[48_000...].allSatisfy { $0 == 0 })
    }

    @Test func volumeIsRampedAndTheCeilingHolds() throws {
        let playout = Playout(settings: PlayoutSettings())!
        let speaker = Loudspeaker(playout)
        try playout.say(sine(hertz: 200, rate: 48_000, count: 96_000, peak: 32_000), tag)
        #expect(speaker.ask(9_600).map { abs(Int($0)) }.max()! <= 16_423)
        var quiet = PlayoutSettings()
        quiet.duckDecibels = 20
        playout.apply(quiet)
        speaker.ask(4_800)
        let ducked = speaker.ask(9_600).map { abs(Int($0)) }.max()!
        #expect((3_100...3_201).contains(ducked))
        #expect(steepest(speaker.given) < 900)
    }

    @Test func aFullQueueRefuses() throws {
        let playout = Playout.plain()
        let second = [Int16](repeating: 1, count: 48_000)
        for _ in 0..<600 { try playout.say(second, tag) }
        #expect(throws: PlayoutRefusal.full(milliseconds: 601_000)) { try playout.say(second, tag) }
        #expect(throws: PlayoutRefusal.unknownRate(44_100)) { try playout.say([1], hertz: 44_100, tag) }
    }

    @Test func aDeviceWithAnotherRateGoesOnWithTheItem() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say(sine(hertz: 500, rate: 24_000, count: 24_000, peak: 10_000), hertz: 24_000, tag)
        speaker.ask(4_800)
        _ = speaker.hearAll()
        playout.queue.prepare(rate: StreamRate(hertz: 16_000)!, start: speaker.position)
        #expect(speaker.ask(1_600).map { abs(Int($0)) }.max()! > 9_000)
        _ = speaker.hearAll()
        // 100 ms at 48 kHz and 100 ms at 16 kHz.
        #expect(playout.account(of: tag)?.heard == 4_800)
    }
}

func sine(hertz: Double, rate: Double, count: Int, peak: Double) -> [Int16] {
    (0..<count).map { Int16((sinOf(Double($0) * hertz / rate) * peak).rounded()) }
}

/// Largest step between neighbours.
func steepest(_ samples: [Int16]) -> Int {
    zip(samples, samples.dropFirst()).map { abs(Int($0) - Int($1)) }.max() ?? 0
}
