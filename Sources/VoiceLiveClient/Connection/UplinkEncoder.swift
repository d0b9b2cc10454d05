import Conversation
import SignalPath
import Sound
import VoiceLiveProtocol

/// Turns microphone packets into `append` lines in the rate, format and length the endpoint wants. Belongs to one
/// connection's writer.
///
/// Packets are joined, never cut: the sound card makes them at most twice as long as any endpoint's message.
struct UplinkEncoder {
    private let format: AudioFormat
    private let sendsReference: Bool
    private let rate: StreamRate?
    private let frame: Duration
    private var near = RateChange()
    private var echo = RateChange()
    /// Encoded sound that waits for its message to become long enough, and where it came from.
    private var joined: [UInt8] = []
    private var first: MicrophonePacket?
    private var last: MicrophonePacket?

    init(_ endpoint: EndpointSettings) {
        format = endpoint.uplink.format
        sendsReference = endpoint.sendsReference
        rate = StreamRate(hertz: endpoint.uplinkRate)
        frame = endpoint.uplink.frame
    }

    /// What of a packet the service hears as the person.
    func voice(of packet: MicrophonePacket) -> [Int16] {
        sendsReference ? packet.raw ?? packet.samples : packet.samples
    }

    /// Nothing for a packet that only lengthens a message, or at no rate we know. Sound from before a gap goes first, in
    /// a message of its own.
    mutating func lines(for packet: MicrophonePacket) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        if let last, last.end != packet.start || last.isMuted != packet.isMuted, let rest = rest() {
            lines.append(rest)
        }
        guard let rate, let samples = near.convert(voice(of: packet), from: packet.rate, to: rate) else { return lines }
        let bytes = encoded(samples, of: packet, at: rate)
        joined = joined.isEmpty ? bytes : joined + bytes
        first = first ?? packet
        last = packet
        let length = Duration.lasting(samples: packet.end - (first ?? packet).start, at: Int(packet.rate.hertz))
        if length >= frame, let whole = rest() { lines.append(whole) }
        return lines
    }

    /// What waits, before something else is said.
    mutating func rest() -> [UInt8]? {
        defer { (joined, first, last) = ([], nil, nil) }
        guard !joined.isEmpty else { return nil }
        var line: [UInt8] = []
        AudioAppendLine.write(joined.span, to: &line)
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
