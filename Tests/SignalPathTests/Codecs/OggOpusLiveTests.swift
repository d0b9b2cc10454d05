import Sound
import TestBench
import Testing

@testable import SignalPath

/// Other people's programs open what we write, and we open what they write.
@Suite(.serialized) struct OggOpusLiveTests {
    let sound = sine(hertz: 440, rate: 16_000, count: 40_000, peak: 8_000)

    @Test func opusinfoFindsNoFault() throws {
        let folder = try TemporaryFolder("ogg")
        let path = folder.path + "/tone.opus"
        try write(try oggOpus(sound), to: path)
        let report = try run("opusinfo", [path])
        #expect(report.contains("Playback length: 0m:02.500s"))
        #expect(!report.lowercased().contains("warning"))
    }

    @Test func opusdecPlaysEverySample() throws {
        let folder = try TemporaryFolder("ogg")
        try write(try oggOpus(sound), to: folder.path + "/tone.opus")
        try run("opusdec", ["--quiet", "--rate", "16000", folder.path + "/tone.opus", folder.path + "/tone.wav"])
        let played = try WaveFile(bytes: try bytes(of: folder.path + "/tone.wav"))
        #expect(played.samples.count == 40_000)
        #expect(abs(loudness(played.samples[4_000...]) - loudness(sound[4_000...])) < 1)
    }

    @Test func readsWhatOpusencWrote() throws {
        let folder = try TemporaryFolder("ogg")
        let file = WaveFile(rate: StreamRate(hertz: 16_000)!, samples: sound)
        try write(file.bytes, to: folder.path + "/tone.wav")
        try run("opusenc", ["--quiet", folder.path + "/tone.wav", folder.path + "/tone.opus"])
        let reader = try OggOpusReader(rate: file.rate)
        let back = try reader.read(try bytes(of: folder.path + "/tone.opus")[...])
        #expect(abs(back.count - 40_000) <= 1)
        #expect(abs(loudness(back[4_000...]) - loudness(sound[4_000...])) < 1)
    }
}
