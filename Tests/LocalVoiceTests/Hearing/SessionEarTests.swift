import SignalPath
import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// Hears by the detector itself; only the recogniser is a note-taker.
@Suite struct SessionEarTests {
    private final class Notes: Listener {
        var heard = 0
        /// Of the first 200 ms, before the word.
        var loudest = 0
        var lines: [String] = []
        func expect(_ grammar: Grammar) { lines.append("expect") }
        func begin(turn: Int) {
            heard = 0
            loudest = 0
            lines.append("begin")
        }
        func hear(_ samples: [Int16]) {
            if heard < 3_200 { loudest = max(loudest, samples.map { Int($0.magnitude) }.max() ?? 0) }
            heard += samples.count
        }
        func end(turn: Int) { lines.append("end \(turn)") }
        func drop() { lines.append("drop") }
    }

    private func speech(_ text: String) async throws -> [Int16] {
        var samples: [Int16] = []
        for try await chunk in FliteSpeech().speak(text, as: SpeechManner()) { samples += chunk.samples }
        return samples
    }

    private func edges(_ ear: SessionEar, _ bytes: [UInt8]) -> [SessionInput] {
        var found: [SessionInput] = []
        ear.obey(.take(bytes)) { found.append($0) }
        return found
    }

    /// A second of a quiet room.
    private static func hiss() -> [Int16] {
        var seed: UInt32 = 1
        return (0..<16_000).map { _ in
            seed = seed &* 1_664_525 &+ 1_013_904_223
            return Int16(seed >> 28) - 8
        }
    }

    @Test func aSentenceHasOneBeginningAndOneEnd() async throws {
        let words = try await speech("set the temperature to sixty eight degrees")
        var settings = EarSettings()
        settings.sampleRate = 16_000
        let sound = Self.hiss() + words + Self.hiss()
        let found = edges(SessionEar(listener: Notes(), settings: settings), PCM16.bytes(sound.span))
        guard found.count == 2, case .speechStarted(let start) = found[0], case .speechStopped(let end) = found[1]
        else {
            Issue.record("\(found)")
            return
        }
        let first = try #require(sound.firstIndex { $0.magnitude > 500 }) / 16
        let last = try #require(sound.lastIndex { $0.magnitude > 500 }) / 16
        #expect(abs(start - first) <= 60, "\(start) \(first)")
        #expect(abs(end - last) <= 60, "\(end) \(last)")
    }

    @Test func noiseIsTakenOutWhereSpeechHardlyStandsOut() async throws {
        let words = try await speech("set the temperature to sixty eight degrees")
        var settings = EarSettings()
        settings.sampleRate = 16_000
        func loudestBefore(noise level: Int) -> Int {
            let notes = Notes()
            let ear = SessionEar(listener: notes, settings: settings)
            let room = (Self.hiss() + Self.hiss()).map { Int($0) * level }
            let sound = room.map { Int16(clamping: $0) } + words.map { Int16(clamping: Int($0) + room[0]) }
            for start in stride(from: 0, to: sound.count - 160, by: 160) {
                let bytes = PCM16.bytes(Array(sound[start..<start + 160]).span)
                if !edges(ear, bytes).isEmpty { break }
            }
            ear.obey(.beginTurn(1, backMilliseconds: 450)) { _ in }
            return notes.loudest
        }
        // In a quiet room every sample comes as it was.
        #expect(loudestBefore(noise: 1) == 8)
        #expect((1..<1_000).contains(loudestBefore(noise: 150)))
    }

    @Test func silenceAndHumHaveNone() {
        let quiet = [Int16](repeating: 0, count: 160_000)
        let hum = (0..<160_000).map { Int16($0 / 80 % 2 == 0 ? 300 : -300) }
        for sound in [quiet, hum] {
            #expect(edges(SessionEar(listener: Notes()), PCM16.bytes(sound.span)).isEmpty)
        }
    }

    @Test(arguments: [AudioFormat.pcm16, .muLaw, .aLaw]) func telephoneSoundIsHeardToo(format: AudioFormat) async throws
    {
        let words = try await speech("tell me the time please")
        let encoder = try #require(SoundEncoder(from: 16_000, to: format == .pcm16 ? .pcm16At8kHz : format))
        let silence = [Int16](repeating: 0, count: 16_000)
        var bytes: [UInt8] = []
        for part in [silence, words, silence] {
            bytes += encoder.take(SpeechChunk(samples: part, words: [])).flatMap(\.audio)
        }
        bytes += encoder.finish().flatMap(\.audio)
        var settings = EarSettings()
        (settings.format, settings.sampleRate) = (format, 8_000)
        let found = edges(SessionEar(listener: Notes(), settings: settings), bytes)
        // The voice breathes where it likes: a pause may end a turn and begin another.
        guard case .speechStarted? = found.first, case .speechStopped? = found.last else {
            Issue.record("\(found)")
            return
        }
        #expect(found.count <= 4)
    }

    @Test func aTurnHearsTheSoundBeforeIt() {
        let notes = Notes()
        var settings = EarSettings()
        settings.sampleRate = 16_000
        let ear = SessionEar(listener: notes, settings: settings)
        _ = edges(ear, [UInt8](repeating: 0, count: 32_000))
        ear.obey(.beginTurn(1, backMilliseconds: 400)) { _ in }
        #expect(notes.heard == 6_400)
        _ = edges(ear, [UInt8](repeating: 0, count: 3_200))
        #expect(notes.heard == 8_000)
        ear.obey(.endTurn(1)) { _ in }
        _ = edges(ear, [UInt8](repeating: 0, count: 3_200))
        #expect(notes.heard == 8_000)
        #expect(notes.lines == ["begin", "end 1"])
    }

    @Test func samplesCutInTheMiddleAreJoined() throws {
        let decoder = try #require(SoundDecoder(format: .pcm16, sampleRate: 16_000))
        let samples: [Int16] = (0..<320).map { Int16($0 * 10) }
        let bytes = PCM16.bytes(samples.span)
        var blocks: [[Int16]] = []
        for byte in bytes { blocks += decoder.blocks(of: [byte]) }
        #expect(blocks == [Array(samples[..<160]), Array(samples[160...])])
    }

    @Test(arguments: [AudioFormat.pcm16, .pcm16At16kHz, .pcm16At8kHz, .muLaw, .aLaw])
    func piecesAddUpToTheUtterance(format: AudioFormat) throws {
        let encoder = try #require(SoundEncoder(from: 16_000, to: format))
        var pieces: [SoundPiece] = []
        for _ in 0..<50 {
            pieces += encoder.take(SpeechChunk(samples: [Int16](repeating: 1_000, count: 407), words: []))
        }
        pieces += encoder.finish()
        let milliseconds = 50 * 407 / 16
        let told: Int = pieces.map(\.milliseconds).reduce(0, +)
        #expect(abs(told - milliseconds) <= 1)
        let bytes: Int = pieces.map(\.audio.count).reduce(0, +)
        let made: Int = bytes / format.bytesPerSample * 1_000 / format.sampleRate
        #expect(abs(made - milliseconds) <= 1)
        #expect(pieces.first?.milliseconds == 60 && pieces.dropFirst().first?.milliseconds == 200)
    }
}
