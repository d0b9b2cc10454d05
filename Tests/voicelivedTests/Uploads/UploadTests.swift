import ControlProtocol
import ControlServer
import SignalPath
import Sound
import Testing

@testable import voicelived

@Suite struct UploadTests {
    private func key(_ connection: UInt64 = 1) -> Uploads.Key {
        Uploads.Key(connection: ConnectionID(connection), method: .sessionPlay, session: "s-1")
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }

    @Test func partsBecomeAFile() throws {
        let uploads = Uploads()
        #expect(try uploads.add(text([1, 2]), isLast: false, to: key()) == nil)
        #expect(try uploads.add(text([9]), isLast: true, to: key(2)) == [9])
        #expect(try uploads.add(text([3]), isLast: true, to: key()) == [1, 2, 3])
        #expect(try uploads.add(text([4]), isLast: true, to: key()) == [4])
    }

    @Test func whatBreaksARuleIsForgottenAndSaidSo() throws {
        let uploads = Uploads()
        _ = try uploads.add(text([1, 2]), isLast: false, to: key())
        let error = #expect(throws: ControlError.self) { try uploads.add("no!", isLast: false, to: key()) }
        #expect(error?.field == "/data")
        #expect(try uploads.add(text([4]), isLast: true, to: key()) == [4])
    }

    @Test func noFileIsEndlessNorAreAllOfThem() throws {
        let uploads = Uploads()
        let mebibyte = text([UInt8](repeating: 0, count: 1_048_576))
        for _ in 0..<4 { _ = try uploads.add(mebibyte, isLast: false, to: key()) }
        #expect(throws: ControlError.self) { try uploads.add(text([1]), isLast: true, to: key()) }
        for connection in 1...4 as ClosedRange<UInt64> {
            for _ in 0..<4 { _ = try uploads.add(mebibyte, isLast: false, to: key(connection)) }
        }
        #expect(throws: ControlError.self) { try uploads.add(text([1]), isLast: false, to: key(5)) }
        // A client that is gone leaves nothing behind.
        uploads.forget(ConnectionID(1))
        #expect(try uploads.add(text([1]), isLast: false, to: key(5)) == nil)
    }
}

@Suite struct PromptSoundTests {
    private func wave(_ rate: Int, seconds: Int) throws -> [UInt8] {
        let rate = try #require(StreamRate(hertz: rate))
        return WaveFile(rate: rate, samples: [Int16](repeating: 100, count: Int(rate.hertz) * seconds)).bytes
    }

    @Test func aWaveOfAnyRateIsPlayed() throws {
        #expect(try PromptSound(wave(16_000, seconds: 2), .wav).length == .seconds(2))
        let odd = try PromptSound(wave(44_100, seconds: 2), .wav)
        #expect(odd.rate == .highest && odd.length == .seconds(2))
    }

    @Test(
        arguments: [
            ([], SessionPlay.Format.wav, "not a WAV file"), (Array("hello".utf8), .wav, "not a WAV file"),
            (Array("hello".utf8), .ogg, "no sound"),
            (Array("OggS".utf8) + Array(repeating: 0, count: 400), .ogg, "Ogg Opus"),
        ] as [([UInt8], SessionPlay.Format, String)])
    func whatIsNoSoundIsRefusedInWords(file: [UInt8], format: SessionPlay.Format, words: String) {
        let error = #expect(throws: ControlError.self) { try PromptSound(file, format) }
        #expect(error?.name == .audioFormat)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func aLongOneIsRefusedBeforeItIsWhollyDecoded() throws {
        #expect(throws: ControlError.self) { try PromptSound(wave(8_000, seconds: 61), .wav) }
        let rate = try #require(StreamRate(hertz: 16_000))
        let encoder = try OpusVoiceEncoder(rate: rate)
        let writer = OggOpusWriter(rate: rate, lookahead: encoder.lookahead, serial: 1)
        let silence = [Int16](repeating: 0, count: 320)
        var file = writer.header()
        for _ in 0..<50 * 62 { file += writer.add(try encoder.encode(silence.span)) }
        file += writer.finish()
        let error = #expect(throws: ControlError.self) { try PromptSound(file, .ogg) }
        #expect(error?.message.contains("60 seconds") == true)
    }
}
