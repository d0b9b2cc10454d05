/// What stands before a frame's payload.
package struct FrameHeader: Equatable, Sendable {
    package var isFinal: Bool
    package var opcode: Opcode
    /// Payload bytes.
    package var length: Int
    package var mask: MaskKey?

    package init(isFinal: Bool = true, opcode: Opcode, length: Int, mask: MaskKey? = nil) {
        self.isFinal = isFinal
        self.opcode = opcode
        self.length = length
        self.mask = mask
    }

    /// The longest header: two bytes, eight of length, four of mask.
    package static let longest = 14

    /// Appends the header with the shortest length field that holds the length.
    package func write(to bytes: inout [UInt8]) {
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        bytes.append((isFinal ? 0x80 : 0) | opcode.rawValue)
        switch length {
        case ..<126:
            bytes.append(maskBit | UInt8(truncatingIfNeeded: length))
        case ...0xFFFF:
            bytes.append(maskBit | 126)
            Self.appendBigEndian(length, bytes: 2, to: &bytes)
        default:
            bytes.append(maskBit | 127)
            Self.appendBigEndian(length, bytes: 8, to: &bytes)
        }
        if let mask { bytes += mask.bytes }
    }

    private static func appendBigEndian(_ value: Int, bytes count: Int, to bytes: inout [UInt8]) {
        for index in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8)))
        }
    }
}
