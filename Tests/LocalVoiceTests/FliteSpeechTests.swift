import LocalVoice
import Testing

@Suite struct FliteSpeechTests {
    private func say(_ text: String, _ manner: SpeechManner = SpeechManner()) async throws -> SpeechChunk {
        var whole = SpeechChunk(samples: [], words: [])
        for try await chunk in FliteSpeech().speak(text, as: manner) {
            whole.samples += chunk.samples
            whole.words += chunk.words
        }
        return whole
    }

    @Test func aSentenceSoundsAndItsWordsFollowEachOther() async throws {
        let speech = try await say("The temperature is sixty eight degrees.")
        #expect(speech.samples.count > 16_000)
        #expect(speech.samples.contains { abs(Int($0)) > 3_000 })
        #expect(speech.words.map(\.text) == ["The", "temperature", "is", "sixty", "eight", "degrees."])
        let starts = speech.words.map(\.startMilliseconds)
        #expect(starts == starts.sorted())
        #expect(speech.words.allSatisfy { $0.durationMilliseconds > 0 })
        let last = try #require(speech.words.last)
        #expect(last.startMilliseconds + last.durationMilliseconds <= speech.samples.count / 16 + 50)
    }

    @Test func theSecondSentenceBeginsBehindTheFirst() async throws {
        let first = try await say("Good morning.")
        let both = try await say("Good morning. How can I help?")
        let how = try #require(both.words.first { $0.text == "How" })
        #expect(how.startMilliseconds >= first.samples.count / 16)
    }

    @Test func soundComesBeforeTheTextIsDone() async throws {
        let text = String(repeating: "This is a rather long sentence about nothing. ", count: 20)
        var pieces = 0
        var atFirst = 0
        for try await chunk in FliteSpeech().speak(text, as: SpeechManner()) {
            if pieces == 0 { atFirst = chunk.samples.count }
            pieces += 1
        }
        #expect(pieces > 20)
        #expect(atFirst < 16_000)
    }

    @Test func everyVoiceSpeaksAndSpeedShortens() async throws {
        for voice in FliteVoice.allCases {
            var manner = SpeechManner()
            manner.voice = voice
            let usual = try await say("One two three.", manner)
            manner.speed = 2
            let fast = try await say("One two three.", manner)
            #expect(usual.samples.count > 8_000, "\(voice)")
            #expect(fast.samples.count * 10 < usual.samples.count * 7, "\(voice)")
        }
    }

    @Test func aQuietVoiceIsQuieter() async throws {
        var manner = SpeechManner()
        manner.volume = 0.25
        let loud = try await say("Hello there.").samples.map { abs(Int($0)) }.max() ?? 0
        let quiet = try await say("Hello there.", manner).samples.map { abs(Int($0)) }.max() ?? 0
        // The voice is not the same twice to the last bit.
        #expect((3.6...4.4).contains(Double(loud) / Double(max(1, quiet))))
    }

    @Test func tooMuchTextIsRefused() async {
        await #expect(throws: SpeechError.tooLong(characters: 8_001, limit: 8_000)) {
            _ = try await say(String(repeating: "a", count: 8_001))
        }
    }

    @Test func textWithoutWordsIsSilence() async throws {
        let speech = try await say(" ... !? ")
        #expect(speech.samples.isEmpty)
    }

    @Test func cloudVoicesHaveACounterpart() {
        #expect(FliteVoice(closestTo: "en-US-AvaMultilingualNeural") == .slt)
        #expect(FliteVoice(closestTo: "en-US-AndrewNeural") == .rms)
        #expect(FliteVoice(closestTo: "en-GB-RyanNeural") == .awb)
        #expect(FliteVoice(closestTo: "echo") == .rms)
        #expect(FliteVoice(closestTo: "kal16") == .kal16)
    }
}
