import Conversation
import VoiceLiveProtocol

/// Turns microphone packets into `append` lines in the format the endpoint wants. Belongs to one connection's writer.
struct UplinkEncoder {
    private let uplink: UplinkFormat
    private var bytes: [UInt8] = []

    init(_ uplink: UplinkFormat) {
        self.uplink = uplink
    }

    /// `nil` for a packet that cannot be sent in this format.
    mutating func line(for packet: MicrophonePacket) -> [UInt8]? {
        bytes.removeAll(keepingCapacity: true)
        switch uplink.mode {
        case .processed:
            for sample in packet.samples { append(sample) }
        case .rawWithReference:
            for (index, sample) in packet.samples.enumerated() {
                append(sample)
                append(packet.reference.flatMap { index < $0.count ? $0[index] : nil } ?? 0)
            }
        }
        return bytes.isEmpty ? nil : AudioAppendLine.bytes(for: bytes.span)
    }

    private mutating func append(_ sample: Int16) {
        bytes.append(UInt8(truncatingIfNeeded: sample))
        bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
}
