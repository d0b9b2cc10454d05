import Sound
import TestBench
import Testing

@testable import SignalPath

/// Detectors on spoken sentences.
@Suite(.serialized) struct SpeechLiveTests {
    private func spoken(_ text: String, voice: String) throws -> [Int16] {
        let folder = try TemporaryFolder("speech")
        try run("flite", ["-voice", voice, "-t", text, "-o", folder.path + "/speech.wav"])
        let file = try WaveFile(bytes: try bytes(of: folder.path + "/speech.wav"))
        let resampler = try #require(StreamResampler(from: file.rate, to: StreamRate(hertz: 16_000)!))
        return resampler.convert(file.samples.span) + resampler.finish()
    }

    private func quieter(_ sound: [Int16], by divisor: Int16) -> [Int16] { sound.map { $0 / divisor } }

    @Test func findsASentenceInASteadyHiss() throws {
        let sentence = try spoken("Please turn on the light in the kitchen.", voice: "slt")
        let noise = hiss(samples: sentence.count + 64_000, peak: 120, seed: 3)
        var offline = OfflineProcessor.sixteen()
        let blocks = offline.run(
            mixed(noise, quieter(sentence, by: 2), at: 32_000), [Int16](repeating: 0, count: noise.count)
        ).blocks
        let started = blocks.firstIndex { if case .started = $0.speech { true } else { false } }
        guard let started, case .started(let onset, _)? = blocks[started].speech else {
            Issue.record("nobody was heard")
            return
        }
        let ended = blocks.lastIndex { if case .ended = $0.speech { true } else { false } }
        let silent = sentence.prefix { abs(Int($0)) < 1_500 }.count / 160
        // It is sure after a quarter second, and knows when she began.
        #expect((200 + silent - 5...200 + silent + 30).contains(started))
        #expect((200 + silent - 5...200 + silent + 12).contains(Int(onset.samples / 160)))
        #expect(abs((ended ?? 0) - (200 + sentence.count / 160 + 20)) < 45)
        #expect(blocks[..<195].allSatisfy { !$0.isSpeech })
    }

    @Test func aTalkingLoudspeakerIsNobodyUntilSomebodyTalks() throws {
        let text = """
            The train to the city leaves from platform four in about ten minutes. Please have your ticket ready and keep \
            an eye on your bags. There is a small cafe next to the main entrance, which is open until late.
            """
        let played = quieter(try spoken(text, voice: "rms"), by: 2)
        let person = quieter(try spoken("Stop, please stop.", voice: "slt"), by: 2)
        let at = 8 * 16_000
        let echo = mixed(Room(delay: 400).echo(of: played), hiss(samples: played.count, peak: 20, seed: 2))
        try #require(played.count > at + person.count)
        var offline = OfflineProcessor.sixteen()
        let blocks = offline.run(mixed(echo, person, at: at), played).blocks
        #expect(blocks[..<800].allSatisfy { $0.bargeIn == nil })
        let confirmed = blocks.firstIndex { if case .confirmed = $0.bargeIn { true } else { false } }
        // Her first word alone is let pass, for it is short; before she has ended, the answer is cut.
        #expect((800..<900).contains(confirmed ?? 0))
    }
}
