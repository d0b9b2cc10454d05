import ControlTestSupport
import Glibc
import SignalPath
import Sound
import TestBench
import Testing

@testable import voicelivectl

/// `dsp process`, as a program with files.
@Suite struct DspLiveTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/voicelived-dsp-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer {
            unsafe $0.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        try #require(made)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The box talks all the while, 40 ms late and a quarter as loud in the microphone; after `talk` seconds somebody talks
    /// over it.
    private func recordings(hertz: Int, seconds: Int, talk: Int) throws -> (microphone: WaveFile, reference: WaveFile) {
        let sentence = try SpeechFixtures.speech(voice: .slt, rate: hertz)
        let person = try SpeechFixtures.speech("Stop, please, and listen to me.", voice: .rms, rate: hertz)
        let count = hertz * seconds
        let played = (0..<count).map { sentence[$0 % sentence.count] }
        let (late, start) = (hertz / 25, talk * hertz)
        var heard = played.indices.map { $0 >= late ? played[$0 - late] / 4 : 0 }
        for index in start..<min(count, start + person.count) { heard[index] += person[index - start] }
        let rate = StreamRate(hertz: hertz)!
        return (WaveFile(rate: rate, samples: heard), WaveFile(rate: rate, samples: played))
    }

    private func path(_ name: String) -> String { folder + "/" + name }

    private func save(_ bytes: [UInt8], _ name: String) throws { try writeWhole([(path(name), bytes)]) }

    private func bytes(_ name: String) throws -> [UInt8] { try readWhole(path(name), largest: 4 << 20) }

    private func run(_ more: String..., files: [String: String] = [:]) throws -> Program.Result {
        var words = [try Programs.folder() + "/voicelivectl", "dsp", "process"]
        let places = ["mic": "mic.wav", "ref": "ref.wav", "out": "out.wav", "vad": "vad.csv"]
            .merging(files) { $1 }
        for (name, file) in places.sorted(by: { $0.key < $1.key }) { words += ["--" + name, path(file)] }
        return try Program.run(words + more, seconds: 60)
    }

    private func leftovers() -> [String] {
        guard let directory = unsafe opendir(folder) else { return ["?"] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { all in
                unsafe String(decoding: all.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    @Test(arguments: [8_000, 16_000, 44_100]) func aRecordingOfAnyRateComesOutClean(hertz: Int) throws {
        let (microphone, reference) = try recordings(hertz: hertz, seconds: 4, talk: 3)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        let result = try run("--stats", path("stats.json"))
        #expect(result.status == 0, "\(result.errors)")
        #expect(leftovers() == ["mic.wav", "out.wav", "ref.wav", "stats.json", "vad.csv"])
        let out = try WaveFile(bytes: try bytes("out.wav"))
        #expect(out.rate.hertz == 16_000)
        #expect(out.samples.count == 64_000)
        let rows = String(decoding: try bytes("vad.csv"), as: UTF8.self).split(separator: "\n")
        #expect(rows.count == 401)
        #expect(rows[0] == "t_ms,probability,speech")
        #expect(rows[400].hasPrefix("3990,"))
        #expect(rows[200..<300].allSatisfy { $0.hasSuffix(",0") })
        #expect(rows[310..<390].contains { $0.hasSuffix(",1") })
        #expect(String(decoding: try bytes("stats.json"), as: UTF8.self).contains("\"frame_us_p99\":"))
    }

    @Test func theSameAsInTheProcess() throws {
        let (microphone, reference) = try recordings(hertz: 16_000, seconds: 2, talk: 1)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        #expect(try run("--set", "dsp.aec.tail_ms=128", "--set", "dsp.aec.kind=speex").status == 0)
        var format = PipelineFormat(rate: microphone.rate)
        format.tailMilliseconds = 128
        var settings = PipelineSettings()
        settings.echoFilters = .speex
        guard
            var offline = OfflineProcessor(format: format, recordingRate: microphone.rate, settings: settings)
        else { throw Failure.noMemory }
        var sound: [Int16] = []
        offline.process(microphone: microphone.samples, reference: reference.samples) { done in
            done.block.withSamples { for index in 0..<$0.count { sound.append($0[index]) } }
        }
        #expect(try WaveFile(bytes: try bytes("out.wav")).samples == sound)
        #expect(sound.contains { abs(Int($0)) > 1_000 })
    }

    @Test func rawIsTheMicrophoneItself() throws {
        let (microphone, reference) = try recordings(hertz: 16_000, seconds: 1, talk: 1)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        #expect(try run("--uplink", "raw").status == 0)
        #expect(try WaveFile(bytes: try bytes("out.wav")) == microphone)
    }

    @Test func aFileSetsWhatTheDaemonWouldDo() throws {
        let (microphone, reference) = try recordings(hertz: 16_000, seconds: 1, talk: 0)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        try save(Array("[dsp.aec]\nkind = \"off\"\n[dsp.ns]\nenabled = false\nsuppress_db = -12\n".utf8), "off.toml")
        #expect(try run("--config", path("off.toml")).status == 0)
        try save(Array("[dsp.aec]\nkind = \"of\"\n".utf8), "wrong.toml")
        let wrong = try run("--config", path("wrong.toml"), files: ["out": "other.wav"])
        #expect(wrong.status == 78)
        #expect(wrong.errors.contains("wrong.toml:2:"))
        #expect(!leftovers().contains("other.wav"))
    }

    @Test func whatIsWrongIsSaidAndNothingWritten() throws {
        let (microphone, reference) = try recordings(hertz: 16_000, seconds: 1, talk: 1)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        try save(Array("hello".utf8), "text.wav")
        try save(Array(microphone.bytes.prefix(5_000)), "short.wav")
        var stereo = microphone.bytes
        stereo[22] = 2
        try save(stereo, "stereo.wav")
        let before = leftovers()
        for (option, file, says) in [
            ("mic", "text.wav", "is not a WAV file"), ("ref", "short.wav", "ends before its header says"),
            ("mic", "stereo.wav", "has 2 channels"), ("mic", "none.wav", "No such file"),
            ("out", "none/out.wav", "No such file"), ("vad", "mic.wav", "are the same file"),
            ("out", "vad.csv", "are the same file"),
        ] {
            let result = try run(files: [option: file])
            #expect([64, 65, 74].contains(result.status), "\(file)")
            #expect(result.errors.contains(says), "\(file): \(result.errors)")
            #expect(leftovers() == before)
        }
        for (setting, says) in [
            ("dsp.aec.tail_m=1", "did you mean"), ("dsp.aec.kind=on", "is not one of"), ("log.level=x", "only dsp."),
            ("nonsense", "KEY=VALUE"), ("barge_in.probability=7", "0.99"),
        ] {
            let result = try run("--set", setting)
            #expect(result.status == 64)
            #expect(result.errors.contains(says), "\(setting): \(result.errors)")
        }
        #expect(leftovers() == before)
    }

    @Test func devicesAreWrittenIntoAndNotReplaced() throws {
        let (microphone, reference) = try recordings(hertz: 16_000, seconds: 1, talk: 1)
        try save(microphone.bytes, "mic.wav")
        try save(reference.bytes, "ref.wav")
        #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
        let descriptor = unsafe open(path("pipe"), O_RDWR | O_NONBLOCK)
        defer { close(descriptor) }
        #expect(try run("--stats", path("pipe")).status == 0)
        var found = stat()
        #expect(unsafe stat(path("pipe"), &found) == 0 && found.st_mode & S_IFMT == S_IFIFO)
        var first: UInt8 = 0
        #expect(unsafe read(descriptor, &first, 1) == 1 && first == UInt8(ascii: "{"))
    }
}
