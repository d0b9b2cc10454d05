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
            let line = encoder.lines(for: packet([Int16](repeating: 6_000, count: 320), reference: reference)).first
            bytes += try sound(line)
        }
        return bytes
    }

    @Test func pcmAtItsOwnRateIsUntouched() throws {
        var encoder = UplinkEncoder(endpoint())
        let samples = tone(320)
        #expect(try sound(encoder.lines(for: packet(samples)).first) == PCM16.bytes(samples.span))
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
        settings.uplink.frame = .zero
        var encoder = UplinkEncoder(settings)
        let line = encoder.lines(for: packet([1, 2, 3], reference: [7, 8, 9])).first
        #expect(PCM16.samples(try sound(line)[...]) == [1, 7, 2, 8, 3, 9])
        let echo = MicrophonePacket(
            start: .zero, rate: sixteen, samples: [1], captured: .zero, raw: [30], reference: [7])
        #expect(PCM16.samples(try sound(encoder.lines(for: echo).first)[...]) == [30, 7])
        let quiet = encoder.lines(for: packet([4, 5, 6])).first
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
        #expect(encoder.lines(for: packet([])).isEmpty)
    }

    /// Packets of 20 ms, one behind the other from `start` on.
    private func packets(_ count: Int, from start: Int64 = 0, isMuted: Bool = false) -> [MicrophonePacket] {
        (0..<count).map { index in
            MicrophonePacket(
                start: SampleTime(start + Int64(index) * 320), rate: sixteen,
                samples: [Int16](repeating: Int16(index + 1), count: 320), captured: .zero, isMuted: isMuted)
        }
    }

    @Test(arguments: [
        (10, [20, 20, 20, 20, 20, 20]), (20, [20, 20, 20, 20, 20, 20]), (60, [60, 60]), (100, [100, 20]),
    ])
    func messagesAreAsLongAsWanted(frame: Int, lengths: [Int]) throws {
        var settings = endpoint()
        settings.uplink.frame = .milliseconds(frame)
        var encoder = UplinkEncoder(settings)
        var lines = packets(6).flatMap { encoder.lines(for: $0) }
        if let rest = encoder.rest() { lines.append(rest) }
        let sounds = try lines.map { PCM16.samples(try sound($0)[...]) }
        #expect(sounds.map { $0.count / 16 } == lengths)
        // In order, and all of it.
        #expect(sounds.flatMap { $0 } == packets(6).flatMap(\.samples))
        #expect(encoder.rest() == nil)
    }

    /// A gap must not be hidden inside a message.
    @Test func whatWaitedGoesBeforeAGapAndBeforeSilence() throws {
        var settings = endpoint()
        settings.uplink.frame = .milliseconds(100)
        var encoder = UplinkEncoder(settings)
        #expect(packets(2).flatMap { encoder.lines(for: $0) }.isEmpty)
        let after = packets(1, from: 16_000).flatMap { encoder.lines(for: $0) }
        #expect(try after.map { try sound($0).count } == [1_280])
        let muted = packets(1, from: 16_320, isMuted: true).flatMap { encoder.lines(for: $0) }
        #expect(try muted.map { try sound($0).count } == [640])
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
