/// Collects a frame's header byte by byte and refuses a bad one as soon as its first two bytes are there.
struct FrameHeaderParser: Sendable {
    private let role: Role
    private var bytes = InlineArray<14, UInt8>(repeating: 0)
    private var count = 0
    private var needed = 2

    init(role: Role) {
        self.role = role
    }

    /// Reads from `input` at `offset`. Nil when the header needs more bytes than there are.
    mutating func next(_ input: Span<UInt8>, _ offset: inout Int) throws(ProtocolViolation) -> FrameHeader? {
        while true {
            while count < needed {
                guard offset < input.count else { return nil }
                bytes[count] = input[offset]
                count += 1
                offset += 1
            }
            if needed == 2 {
                try checkFirstTwoBytes()
                needed = headerLength
                if needed > 2 { continue }
            }
            let header = try wholeHeader()
            count = 0
            needed = 2
            return header
        }
    }

    private var isMasked: Bool { bytes[1] & 0x80 != 0 }
    private var shortLength: Int { Int(bytes[1] & 0x7F) }

    private var lengthBytes: Int {
        switch shortLength {
        case 126: 2
        case 127: 8
        default: 0
        }
    }

    private var headerLength: Int { 2 + lengthBytes + (isMasked ? 4 : 0) }

    private func checkFirstTwoBytes() throws(ProtocolViolation) {
        guard bytes[0] & 0x70 == 0 else { throw .framing("reserved bit set without an extension") }
        guard let opcode = Opcode(rawValue: bytes[0] & 0x0F) else {
            throw .framing("unknown opcode \(bytes[0] & 0x0F)")
        }
        if opcode.isControl {
            guard bytes[0] & 0x80 != 0 else { throw .framing("fragmented control frame") }
            guard shortLength <= 125 else { throw .framing("control frame over 125 bytes") }
        }
        guard isMasked == role.expectsMaskedFrames else {
            throw .framing(isMasked ? "masked frame from a server" : "unmasked frame from a client")
        }
    }

    private func wholeHeader() throws(ProtocolViolation) -> FrameHeader {
        guard let opcode = Opcode(rawValue: bytes[0] & 0x0F) else { throw .framing("unknown opcode") }
        var length = UInt64(shortLength)
        if lengthBytes > 0 {
            length = 0
            for index in 2..<(2 + lengthBytes) { length = length << 8 | UInt64(bytes[index]) }
        }
        guard let length = Int(exactly: length) else { throw .framing("length with its highest bit set") }
        var mask: MaskKey?
        if isMasked {
            let at = 2 + lengthBytes
            mask = MaskKey(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3])
        }
        return FrameHeader(isFinal: bytes[0] & 0x80 != 0, opcode: opcode, length: length, mask: mask)
    }
}
