import Conversation
import SignalPath
import Sound
import VoiceLiveProtocol

/// Turns microphone packets into `append` lines in the rate and format the endpoint wants. Belongs to one connection's
/// writer.
struct UplinkEncoder {
    private let format: AudioFormat
    private let sendsReference: Bool
    private let rate: StreamRate?
    private var near = RateChange()
    private var echo = RateChange()
    private var line: [UInt8] = []

    init(_ endpoint: EndpointSettings) {
        format = endpoint.uplink.format
        sendsReference = endpoint.sendsReference
        rate = StreamRate(hertz: endpoint.uplinkRate)
    }

    /// What of a packet the service hears as the person.
    func voice(of packet: MicrophonePacket) -> [Int16] {
        sendsReference ? packet.raw ?? packet.samples : packet.samples
    }

    /// `nil` for a packet that has nothing to send yet, or at no rate we know.
    mutating func line(for packet: MicrophonePacket) -> [UInt8]? {
        guard let rate, let samples = near.convert(voice(of: packet), from: packet.rate, to: rate) else { return nil }
        let bytes = encoded(samples, of: packet, at: rate)
        guard !bytes.isEmpty else { return nil }
        AudioAppendLine.write(bytes.span, to: &line)
        return line
    }

    private mutating func encoded(_ samples: [Int16], of packet: MicrophonePacket, at rate: StreamRate) -> [UInt8] {
        switch format {
        case .muLaw: return G711.muLaw.encode(samples.span)
        case .aLaw: return G711.aLaw.encode(samples.span)
        default:
            guard sendsReference, let reference = reference(of: packet, at: rate) else {
                return PCM16.bytes(samples.span)
            }
            return PCM16.bytes(Self.interleaved(samples, reference).span)
        }
    }

    /// As long as the packet: silence where nothing was played.
    private mutating func reference(of packet: MicrophonePacket, at rate: StreamRate) -> [Int16]? {
        var played = (packet.reference ?? []).prefix(packet.samples.count)
        played += [Int16](repeating: 0, count: packet.samples.count - played.count)
        return echo.convert(Array(played), from: packet.rate, to: rate)
    }

    private static func interleaved(_ left: [Int16], _ right: [Int16]) -> [Int16] {
        zip(left, right).flatMap { [$0, $1] }
    }
}

/// One channel on its way to another rate. Begins anew when the rate it comes at changes.
private struct RateChange {
    private var resampler: StreamResampler?
    private var from: StreamRate?

    mutating func convert(_ samples: [Int16], from: StreamRate, to: StreamRate) -> [Int16]? {
        guard from != to else { return samples }
        if self.from != from {
            resampler = StreamResampler(from: from, to: to)
            self.from = from
        }
        return resampler?.convert(samples.span)
    }
}
