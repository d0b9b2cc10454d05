import Testing

@testable import LocalVoice

/// The recogniser hears the built-in voice: both ends are real.
@Suite(.serialized) struct SphinxRecogniserTests {
    private static let car = Grammar(entries: [
        .sequence([
            .words("set the temperature to"), NumberWords.phrase(for: 50...90), .optional(.words("degrees")),
        ]),
        .sequence([.words("turn the lights"), .choice([.words("on"), .words("off")])]),
        .words("what time is it"),
        .sequence([.words("open the"), .choice([.words("sunroof"), .words("left window"), .words("trunk")])]),
    ])

    private func hear(_ text: String, with recogniser: SphinxRecogniser, voice: FliteVoice = .slt) async throws -> Heard
    {
        var manner = SpeechManner()
        manner.voice = voice
        recogniser.begin()
        recogniser.hear([Int16](repeating: 3, count: 4_000))
        for try await chunk in FliteSpeech().speak(text, as: manner) { recogniser.hear(chunk.samples) }
        recogniser.hear([Int16](repeating: -3, count: 4_000))
        return recogniser.finish()
    }

    @Test func commandsAreHeardWordForWord() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Self.car)
        let said = [
            "set the temperature to sixty eight degrees", "turn the lights off", "what time is it", "open the sunroof",
        ]
        for text in said {
            guard case .words(let recognition) = try await hear(text, with: recogniser) else {
                Issue.record("\"\(text)\" was not recognised")
                continue
            }
            #expect(recognition.text == text)
            #expect(recognition.words.map(\.text).joined(separator: " ") == text)
            // Of each turn anew, though one recogniser heard them all.
            let start = recognition.words.first?.startMilliseconds ?? 0
            #expect(start >= 150 && start < 1_500)
        }
    }

    @Test func somethingElseIsRejected() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Self.car)
        for text in [
            "my grandmother lives in a small village", "the committee met on a rainy afternoon",
            "please remember the milk tomorrow",
        ] {
            #expect(try await hear(text, with: recogniser) == .somethingElse, "\(text)")
        }
    }

    @Test func whoeverComesNextIsHeardAsByANewRecogniser() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Self.car)
        let first = recogniser.means
        // Muffled: each sample goes along with those before it.
        for voice in [FliteVoice.rms, .awb] {
            var manner = SpeechManner()
            manner.voice = voice
            recogniser.begin()
            var level = 0
            for try await chunk in FliteSpeech().speak("the children are asleep in the back", as: manner) {
                recogniser.hear(
                    chunk.samples.map { sample in
                        level += (Int(sample) - level) / 8
                        return Int16(clamping: level)
                    })
            }
            _ = recogniser.finish()
        }
        #expect(abs(recogniser.means[0][0] - first[0][0]) > 2)
        RecogniserPool(keeping: 1) { recogniser }.giveBack(recogniser)
        #expect(recogniser.means == first)
        guard case .words(let words) = try await hear("open the sunroof", with: recogniser) else {
            Issue.record("not heard")
            return
        }
        #expect(words.text == "open the sunroof")
    }

    @Test func silenceIsNothing() throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Self.car)
        recogniser.begin()
        #expect(recogniser.finish() == .nothing)
    }

    @Test func aNewGrammarReplacesTheOld() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Self.car)
        try recogniser.expect(Grammar(entries: [.words("play some music")]))
        #expect(try await hear("turn the lights off", with: recogniser) == .somethingElse)
        guard case .words = try await hear("play some music", with: recogniser) else {
            Issue.record("not recognised")
            return
        }
    }

    @Test func aWordWithoutDictionaryEntryIsLearned() async throws {
        #expect(Pronunciation.guess("flumbering") != nil)
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(
            Grammar(entries: [.words("call flumbering station"), .words("call central station")]))
        guard case .words(let recognition) = try await hear("call flumbering station", with: recogniser) else {
            Issue.record("not recognised")
            return
        }
        #expect(recognition.text == "call flumbering station")
    }

    // MARK: A few words in the middle of anything

    /// When the word was glimpsed, in milliseconds after its last sample; `nil` if it was only known at the end.
    private func spot(
        _ text: String, with recogniser: SphinxRecogniser, voice: FliteVoice
    ) async throws -> (heard: Heard, glimpse: Int?) {
        var manner = SpeechManner()
        manner.voice = voice
        var samples: [Int16] = []
        for try await chunk in FliteSpeech().speak(text, as: manner) { samples += chunk.samples }
        while let last = samples.last, abs(Int(last)) < 300 { samples.removeLast() }
        let end = samples.count
        samples = [Int16](repeating: 3, count: 4_000) + samples + [Int16](repeating: -3, count: 8_000)
        recogniser.begin()
        var glimpse: Int?
        for start in stride(from: 0, to: samples.count, by: 160) {
            recogniser.hear(Array(samples[start..<min(start + 160, samples.count)]))
            if glimpse == nil, recogniser.glimpse() != nil { glimpse = (start + 160 - 4_000 - end) / 16 }
        }
        return (recogniser.finish(), glimpse)
    }

    @Test func aStopWordIsHeardBeforeTheTurnEnds() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Spotting.grammar(of: ["Stop", "be quiet"]))
        for (text, voice) in [("stop", FliteVoice.rms), ("stop", .awb), ("stop", .slt), ("be quiet", .rms)] {
            let (heard, glimpse) = try await spot(text, with: recogniser, voice: voice)
            guard case .words(let words) = heard else {
                Issue.record("\(voice): \"\(text)\" was not heard: \(heard)")
                continue
            }
            #expect(words.text == text)
            #expect(try #require(glimpse, "\(voice): \(text)") < 400)
        }
    }

    @Test func everydayWordsAreNoStopWords() async throws {
        let recogniser = try SphinxRecogniser()
        try recogniser.expect(Spotting.grammar(of: ["stop"]))
        var taken: [String] = []
        for text in ["yes", "okay", "milk", "really", "what a lovely day for a walk", "nobody answered the door"] {
            for voice in [FliteVoice.rms, .slt] {
                let (heard, glimpse) = try await spot(text, with: recogniser, voice: voice)
                if heard != .somethingElse || glimpse != nil { taken.append("\(voice): \(text)") }
            }
        }
        #expect(taken == [])
    }

    @Test func aMissingModelIsSaidSo() {
        #expect(throws: RecognitionError.modelMissing(path: "/nowhere")) { _ = try SphinxRecogniser(model: "/nowhere") }
    }
}
