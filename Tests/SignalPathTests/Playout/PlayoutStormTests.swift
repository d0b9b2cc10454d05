import Sound
import TestBench
import Testing

@testable import SignalPath

/// Senders, devices and interruptions in any order: the sound thread must survive all of it, and the books stay right.
@Suite struct PlayoutStormTests {
    private static let rates = [8_000, 16_000, 24_000, 48_000]

    /// Whatever is taken back is played again: at the end every sample of every item was heard once.
    @Test(arguments: 0..<60) func everySampleIsHeardWhateverTheDeviceTakesBack(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout, hertz: [16_000, 44_100, 48_000].randomElement(using: &random)!)
        var said: [PlayoutTag: Int64] = [:]
        var heard = 0
        var item: UInt32 = 0
        for _ in 0..<120 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                if Bool.random(using: &random) { item += 1 }
                let tag = PlayoutTag(response: 1, item: item)
                // An item keeps its rate.
                let hertz = Self.rates[Int(tag.item) % Self.rates.count]
                let count = Int.random(in: 1...1_500, using: &random)
                try playout.say([Int16](repeating: 5_000, count: count), hertz: hertz, tag)
                said[tag, default: 0] += Int64(count)
            case 4..<8: speaker.ask(Int.random(in: 1...1_500, using: &random))
            case 8:
                heard = Int.random(in: heard...Int(speaker.position.samples), using: &random)
                _ = speaker.hear(until: heard)
            default:
                speaker.takeBack(from: Int.random(in: heard...Int(speaker.position.samples), using: &random))
            }
        }
        for _ in 0..<400 {
            speaker.ask(4_800)
            _ = speaker.hearAll()
        }
        for (tag, count) in said { #expect(playout.account(of: tag)?.heard == count, "\(tag)") }
    }

    /// With interruptions, prompts, pauses and devices of other rates besides. What is said of an item is never more
    /// than there was.
    @Test(arguments: 0..<60) func nothingStopsTheSoundThread(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(1_000 + seed))
        let playout = Playout.plain(cushion: Int32.random(in: 0...100, using: &random))
        let speaker = Loudspeaker(playout)
        var response: UInt32 = 1
        var heard = 0
        var said: [PlayoutTag: Int64] = [:]
        for step in 0..<200 {
            switch Int.random(in: 0..<16, using: &random) {
            case 0..<5:
                let isPrompt = Int.random(in: 0..<5, using: &random) == 0
                let tag = PlayoutTag(response: isPrompt ? 0 : response, item: UInt32(step))
                let count = Int.random(in: 1...4_000, using: &random)
                let sound = [Int16](repeating: Int16.random(in: .min ... .max, using: &random), count: count)
                let hertz = Self.rates.randomElement(using: &random)!
                try playout.say(sound, hertz: hertz, tag, lane: isPrompt ? .prompt : .answer)
                said[tag] = Int64(count)
                if Bool.random(using: &random) {
                    _ = playout.complete(tag, lane: isPrompt ? .prompt : .answer, endsResponse: false)
                }
            case 5..<10: speaker.ask(Int.random(in: 1...3_000, using: &random))
            case 10:
                heard = Int.random(in: heard...Int(speaker.position.samples), using: &random)
                _ = speaker.hear(until: heard)
            case 11: speaker.takeBack(from: Int.random(in: heard...Int(speaker.position.samples), using: &random))
            case 12:
                response += 1
                playout.raiseResponse(to: response)
            case 13: Bool.random(using: &random) ? playout.pause() : playout.resume()
            case 14:
                var settings = PlayoutSettings()
                settings.volume = Float.random(in: -1...8, using: &random)
                settings.fadeMilliseconds = Float.random(in: -1...20, using: &random)
                playout.apply(settings)
            default:
                heard = Int(speaker.position.samples)
                _ = speaker.hearAll()
                speaker.change(hertz: [8_000, 44_100, 48_000].randomElement(using: &random)!)
            }
        }
        _ = speaker.hearAll()
        for (tag, count) in said {
            guard let account = playout.account(of: tag) else { continue }
            #expect(account.heard >= 0 && account.heard <= count, "\(tag): \(account.heard) of \(count)")
        }
    }
}
