import Conversation
import SignalPath
import Sound
import Testing
import VoiceLiveProtocol

@testable import VoiceLiveClient

/// What the microphone's sound looks like on the wire, and the answer's when it came off it.
@Suite struct SoundCodingTests {
    private let sixteen = StreamRate(hertz: 16_000)!

    private func endpoint(_ format: AudioFormat = .pcm16, dialect: Dialect = .standard) -> EndpointSettings {
        var endpoint = EndpointSettings(
            name: "test", service: ServiceEndpoint(url: "ws://localhost", dialect: dialect, model: "m"))
        endpoint.uplink.format = format
        return endpoint
    }

    private func packet(_ samples: [Int16], reference: [Int16]? = nil) -> MicrophonePacket {
        MicrophonePacket(start: .zero, rate: sixteen, samples: samples, captured: .zero, reference: reference)
    }

    /// The bytes inside an `append` line.
    private func sound(_ line: [UInt8]?) throws -> [UInt8] {
        let message = try ClientMessage(parsing: try #require(line), in: .standard)
        guard case .audioAppend(let append) = message.event else { throw NoSound() }
        return append.audio
    }

    private struct NoSound: Error {}

    private func tone(_ count: Int) -> [Int16] { (0..<count).map { Int16(($0 * 37) % 8_000) - 4_000 } }

    /// Bytes that a second of packets becomes.
    private func second(_ endpoint: EndpointSettings, reference: [Int16]? = nil) throws -> [UInt8] {
        var encoder = UplinkEncoder(endpoint)
        var bytes: [UInt8] = []
        for _ in 0..<50 {
            let line = encoder.line(for: packet([Int16](repeating: 6_000, count: 320), reference: reference))
            bytes += try sound(line)
        }
        return bytes
    }

    @Test func pcmAtItsOwnRateIsUntouched() throws {
        var encoder = UplinkEncoder(endpoint())
        let samples = tone(320)
        #expect(try sound(encoder.line(for: packet(samples))) == PCM16.bytes(samples.span))
    }

    @Test(arguments: [8_000, 24_000]) func pcmIsResampled(rate: Int) throws {
        var settings = endpoint()
        settings.uplink.rate = rate
        let samples = PCM16.samples(try second(settings)[...])
        // What is not there yet is inside the filter.
        #expect(abs(samples.count - rate) < rate / 100)
        #expect(samples[(rate / 10)...].allSatisfy { abs(Int($0) - 6_000) < 60 })
    }

    @Test(arguments: [(AudioFormat.muLaw, G711.muLaw), (.aLaw, .aLaw)])
    func telephoneSoundIsEightThousandBytesASecond(format: AudioFormat, law: G711) throws {
        let bytes = try second(endpoint(format))
        #expect(abs(bytes.count - 8_000) < 80)
        #expect(law.decode(Array(bytes[800...])).allSatisfy { abs(Int($0) - 6_000) < 300 })
    }

    @Test func dialectsWithOneRateGetIt() throws {
        let bytes = try second(endpoint(dialect: .openAIGA))
        #expect(abs(bytes.count - 48_000) < 480)
    }

    @Test func microphoneAndLoudspeakerAlternate() throws {
        var settings = endpoint()
        settings.uplink.mode = .rawWithReference
        var encoder = UplinkEncoder(settings)
        let line = encoder.line(for: packet([1, 2, 3], reference: [7, 8, 9]))
        #expect(PCM16.samples(try sound(line)[...]) == [1, 7, 2, 8, 3, 9])
        let echo = MicrophonePacket(
            start: .zero, rate: sixteen, samples: [1], captured: .zero, raw: [30], reference: [7])
        #expect(PCM16.samples(try sound(encoder.line(for: echo))[...]) == [30, 7])
        let quiet = encoder.line(for: packet([4, 5, 6]))
        #expect(PCM16.samples(try sound(quiet)[...]) == [4, 0, 5, 0, 6, 0])
    }

    @Test func bothChannelsAreResampledAlike() throws {
        var settings = endpoint()
        settings.uplink.mode = .rawWithReference
        settings.uplink.rate = 24_000
        let samples = PCM16.samples(try second(settings, reference: [Int16](repeating: -500, count: 320))[...])
        #expect(samples.count.isMultiple(of: 2))
        for index in stride(from: 4_800, to: samples.count, by: 2) {
            #expect(abs(Int(samples[index]) - 6_000) < 60 && abs(Int(samples[index + 1]) + 500) < 20)
        }
    }

    @Test func telephoneSoundHasOneChannel() throws {
        var settings = endpoint(.aLaw)
        settings.uplink.mode = .rawWithReference
        #expect(abs(try second(settings).count - 8_000) < 80)
        #expect(SessionTranslation(endpoint: settings).session(for: SessionPlan()).echoCancellation == .null)
    }

    @Test func anEmptyPacketIsNothing() {
        var encoder = UplinkEncoder(endpoint())
        #expect(encoder.line(for: packet([])) == nil)
    }

    @Test func theSessionNamesTheRateThatIsSent() {
        var settings = endpoint()
        settings.uplink.rate = 24_000
        let session = SessionTranslation(endpoint: settings).session(for: SessionPlan())
        #expect(session.inputAudioFormat == .pcm16 && session.inputAudioSamplingRate == 24_000)
        let telephone = SessionTranslation(endpoint: endpoint(.muLaw)).session(for: SessionPlan())
        #expect(telephone.inputAudioFormat == .muLaw && telephone.inputAudioSamplingRate == nil)
    }

    @Test func aSampleMayComeInTwoHalves() {
        var decoder = DownlinkDecoder(format: .pcm16)
        #expect(decoder.samples([1, 0, 2], of: "a") == [1])
        #expect(decoder.samples([0, 255, 255], of: "a") == [2, -1])
        #expect(decoder.samples([9], of: "a") == [])
        // Half a sample of another part is nobody's.
        #expect(decoder.samples([3, 0], of: "b") == [3])
    }

    @Test(arguments: [(AudioFormat.muLaw, G711.muLaw), (.aLaw, .aLaw)])
    func telephoneSoundIsHeard(format: AudioFormat, law: G711) {
        var decoder = DownlinkDecoder(format: format)
        let bytes = law.encode(tone(400).span)
        #expect(decoder.samples(bytes, of: "a") == law.decode(bytes))
        #expect(format.sampleRate == 8_000)
    }
}
