import LocalVoice
import Testing

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

    @Test func aMissingModelIsSaidSo() {
        #expect(throws: RecognitionError.modelMissing(path: "/nowhere")) { _ = try SphinxRecogniser(model: "/nowhere") }
    }
}
