import Synchronization

/// People who can speak in tests. Their speech is made by espeak-ng and flite when first asked for.
package struct TestVoice: Hashable, Sendable {
    enum Engine: Hashable, Sendable { case espeak, flite, festival }

    let engine: Engine
    let name: String

    /// Flite's voices: made from recordings of people.
    package static let slt = TestVoice(engine: .flite, name: "slt")
    package static let rms = TestVoice(engine: .flite, name: "rms")
    package static let awb = TestVoice(engine: .flite, name: "awb")
    /// eSpeak's: machines, but very even ones.
    package static let american = TestVoice(engine: .espeak, name: "en-us")
    package static let british = TestVoice(engine: .espeak, name: "en-gb+f3")
    package static let german = TestVoice(engine: .espeak, name: "de")

    /// The same machine with other throats.
    package static let variants = ["f1", "m7", "Annie", "anika"].map { TestVoice(engine: .espeak, name: "en-us+" + $0) }

    // For figures alone: no setting is found with these.
    package static let ked = TestVoice(engine: .festival, name: "ked_diphone")
    package static let hts = TestVoice(engine: .festival, name: "cmu_us_slt_arctic_hts")
    package static let receivedPronunciation = TestVoice(engine: .espeak, name: "en-gb-x-rp")
    package static let alicia = TestVoice(engine: .espeak, name: "en-us+Alicia")
    package static let scottish = TestVoice(engine: .espeak, name: "en-gb-scotland+Alicia")
    package static let caribbean = TestVoice(engine: .espeak, name: "en-029+Andy")
    package static let kal = TestVoice(engine: .flite, name: "kal16")

    package static let all = [slt, rms, awb, american, british, german]
}

/// Utterances to play to microphones.
package enum SpeechFixtures {
    private struct Key: Hashable {
        var text: String
        var voice: TestVoice
        var rate: Int
        var decibels: Double
    }

    private static let made = Mutex<[Key: [Int16]]>([:])

    package static let sentences = [
        "Turn on the light in the kitchen.",
        "What will the weather be like tomorrow morning?",
        "Please play some quiet music until ten o'clock.",
        "How far is it from here to the next station?",
    ]

    package enum CannotSpeak: Error {
        case program(ChildProcessError)
        case folder(TemporaryFolder.CannotBeMade)
        case file(WavFile.CannotBeRead)
        case silent(String)
    }

    /// `text` spoken by `voice`, without silence before and after, at `decibels` below full scale. Made once a run.
    package static func speech(
        _ text: String = sentences[0], voice: TestVoice = .slt, rate: Int = 16_000, decibels: Double = -26
    ) throws(CannotSpeak) -> [Int16] {
        let key = Key(text: text, voice: voice, rate: rate, decibels: decibels)
        if let known = made.withLock({ $0[key] }) { return known }
        let file = try synthesise(text, voice)
        let spoken = resampled(trimmed(file.channels.first ?? []), from: file.rate, to: rate)
        guard !spoken.isEmpty else { throw .silent(text) }
        let scaled = spoken.scaled(to: decibels)
        made.withLock { $0[key] = scaled }
        return scaled
    }

    private static func synthesise(_ text: String, _ voice: TestVoice) throws(CannotSpeak) -> WavFile {
        let folder: TemporaryFolder
        do { folder = try TemporaryFolder("speech") } catch { throw .folder(error) }
        let path = folder.path + "/speech.wav"
        do { try write(text, voice, to: path) } catch { throw .program(error) }
        do { return try WavFile(path: path) } catch { throw .file(error) }
    }

    private static func write(_ text: String, _ voice: TestVoice, to path: String) throws(ChildProcessError) {
        switch voice.engine {
        case .espeak: try run("espeak-ng", ["-v", voice.name, "-w", path, text])
        case .flite: try run("flite", ["-voice", voice.name, "-t", text, "-o", path])
        case .festival:
            let words = path + ".txt"
            _ = writeWholeFile(words, Array(text.utf8))
            // It begins by reading all of its dictionary.
            try run("text2wave", ["-eval", "(voice_\(voice.name))", "-o", path, words], within: .seconds(60))
        }
    }

    private static func trimmed(_ samples: [Int16]) -> [Int16] {
        let threshold = max(1, Level.peak(samples) / 100)
        guard let first = samples.firstIndex(where: { abs(Int($0)) >= threshold }),
            let last = samples.lastIndex(where: { abs(Int($0)) >= threshold })
        else { return [] }
        return Array(samples[first...last])
    }
}
