import SignalPath
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// Real recogniser, real voice, real socket: one voice of flite's talks to another.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SpokenConversationLiveTests {
    private static let terms = """
        "input_audio_sampling_rate":16000,"input_audio_transcription":{"model":"azure-speech"},\
        "output_audio_timestamp_types":["word"],"tools":[{"type":"function","name":"set_temperature",\
        "parameters":{"type":"object","properties":{"value":{"type":"number"},\
        "unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["value"]}}]
        """

    @Test func questionToolAnswerInterruptionAndNextQuestion() async throws {
        let server = try TestServer()
        let client = try await server.connect()
        try await client.begin(Self.terms)
        try await client.say("what day is it today")
        let date = try await client.answer()
        #expect(date.heard == "what day is it today")
        #expect(date.transcript.hasPrefix("It is "))
        #expect(date.sound.count > 24_000)

        try await client.say("set the temperature to sixty eight degrees")
        let call = try #require(try await client.answer().call)
        #expect(call.name == "set_temperature")
        #expect(try JSONValue(parsing: Array(call.arguments.text.utf8)) == ["value": 68, "unit": "fahrenheit"])
        try await client.send(
            #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call.callID)","output":"{\"ok\":true}"}}"#
        )
        try await client.send(#"{"type":"response.create"}"#)
        #expect(try await client.answer().transcript == "The temperature is set to 68 degrees.")

        // A long prepared text is still being made when the person begins to speak.
        let words = String(repeating: "This is a very long announcement. ", count: 200)
        try await client.send(
            #"{"type":"response.create","response":{"pre_generated_assistant_message":{"type":"message","role":"assistant","content":[{"type":"text","text":"\#(words)"}]}}}"#
        )
        _ = try await client.events { if case .audioDelta = $0 { true } else { false } }
        try await client.say("what time is it")
        let cut = try await client.answer()
        #expect(cut.end?.status == .cancelled)
        #expect(cut.end?.statusDetails?.reason == .turnDetected)
        let time = try await client.answer()
        #expect(time.heard == "what time is it")
        #expect(time.end?.status == .completed)
        await client.connection.close()
    }

    @Test func wordsAreTimedAndWeighedAndTheVoiceIsFasterThanItsSound() async throws {
        let server = try TestServer()
        let client = try await server.connect()
        try await client.begin(
            Self.terms + #","include":["item.input_audio_transcription.phrases"],"output_audio_format":"pcm16""#)
        try await client.say("tell me a joke")
        let heard = try await client.events { if case .responseCreated = $0 { true } else { false } }
        let phrase = try #require(heard.phrases?.first)
        #expect(phrase.text == "tell me a joke" && phrase.words?.map(\.text.text) == ["tell", "me", "a", "joke"])
        let confidence = try #require(phrase.confidence)
        #expect((0...1).contains(confidence))
        // One behind the other, each with a length, all within two seconds of a turn.
        var end = 0
        for word in phrase.words ?? [] {
            #expect(word.offsetMilliseconds >= end && word.durationMilliseconds > 0)
            end = word.offsetMilliseconds + word.durationMilliseconds
        }
        #expect(phrase.offsetMilliseconds == phrase.words?.first?.offsetMilliseconds && end < 2_500)
        #expect(phrase.offsetMilliseconds + phrase.durationMilliseconds == end)

        let began = ContinuousClock.now
        let answer = try await client.answer()
        let taken = began.duration(to: .now)
        let sound = Duration.seconds(Double(answer.sound.count) / 48_000)
        #expect(sound > .seconds(1))
        // Faster than real time with room to spare, also on a loaded machine.
        #expect(taken < sound, "\(taken) for \(sound) of sound")
        let spoken = answer.spokenWords
        #expect(spoken.count == answer.transcript.split(separator: " ").count)
        #expect(spoken.map(\.audioOffsetMilliseconds) == spoken.map(\.audioOffsetMilliseconds).sorted())
        let last = try #require(spoken.last)
        #expect(last.audioOffsetMilliseconds > 0 && last.audioDurationMilliseconds > 0)
        #expect(
            .milliseconds(last.audioOffsetMilliseconds + last.audioDurationMilliseconds) <= sound + .milliseconds(50))
    }

    @Test func speechThatNobodyExpectsIsNotTakenForACommand() async throws {
        let server = try TestServer()
        let client = try await server.connect()
        try await client.begin(Self.terms)
        try await client.say("the quick brown fox jumps over the lazy dog")
        let answer = try await client.answer()
        #expect(answer.call == nil)
        #expect(answer.transcript == "Sorry, I did not understand that.")
        #expect(answer.contains { if case .transcriptionFailed = $0 { true } else { false } })
    }

    @Test(arguments: ["pcm16", "g711_ulaw", "g711_alaw", "pcm16_8000hz", "pcm16_16000hz"])
    func everyOutputFormatSounds(format: String) async throws {
        let server = try TestServer()
        let client = try await server.connect()
        try await client.begin(#""output_audio_format":"\#(format)""#)
        try await client.send(
            #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}}"#
        )
        try await client.send(#"{"type":"response.create"}"#)
        let answer = try await client.answer()
        let rate = AudioFormat(rawValue: format)
        let seconds = Double(answer.sound.count / rate.bytesPerSample) / Double(rate.sampleRate)
        #expect(seconds > 0.8 && seconds < 3)
    }

    @Test func telephoneAndWideSoundAreUnderstoodInManualTurns() async throws {
        let server = try TestServer()
        for rate in [8_000, 24_000] {
            let client = try await server.connect()
            try await client.begin(
                #""turn_detection":null,"input_audio_sampling_rate":\#(rate),"input_audio_transcription":{"model":"x"}"#
            )
            let encoder = try #require(
                SoundEncoder(from: 16_000, to: rate == 8_000 ? .pcm16At8kHz : .pcm16))
            for try await chunk in FliteSpeech().speak("tell me a joke", as: SpeechManner()) {
                for piece in encoder.take(chunk) { try await append(piece, to: client) }
            }
            for piece in encoder.finish() { try await append(piece, to: client) }
            try await client.send(#"{"type":"input_audio_buffer.commit"}"#)
            try await client.send(#"{"type":"response.create"}"#)
            let answer = try await client.answer()
            // Telephone sound lacks the band that tells consonants apart: it must be answered, not always understood.
            if rate == 24_000 { #expect(answer.heard == "tell me a joke") }
            #expect(!answer.transcript.isEmpty)
            await client.connection.close()
        }
    }

    private func append(_ piece: SoundPiece, to client: VoiceClient) async throws {
        let text = Base64.text(of: piece.audio)
        try await client.send(#"{"type":"input_audio_buffer.append","audio":"\#(text)"}"#)
    }

    @Test func theOpenAIDialectIsSpokenToo() async throws {
        let server = try TestServer()
        let client = try await server.connect("/v1/realtime?model=box", dialect: .openAIGA)
        try await client.send(
            #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"who are you"}]}}"#
        )
        try await client.send(#"{"type":"response.create"}"#)
        let answer = try await client.answer()
        #expect(answer.transcript.hasPrefix("I am the voice"))
        #expect(!answer.sound.isEmpty)
    }
}
