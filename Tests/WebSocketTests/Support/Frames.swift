import WebSocket

/// Builds frames by hand, right and wrong ones, without the code under test.
enum Frames {
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true, reserved: UInt8 = 0, mask: [UInt8]? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch payload.count {
        case 0..<126: bytes.append(maskBit | UInt8(payload.count))
        case 126..<65536: bytes += [maskBit | 126] + bigEndian(payload.count, 2)
        default: bytes += [maskBit | 127] + bigEndian(payload.count, 8)
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    static func text(_ text: String, isFinal: Bool = true) -> [UInt8] { frame(1, Array(text.utf8), isFinal: isFinal) }

    static func close(_ code: UInt16, _ reason: String = "") -> [UInt8] {
        frame(8, bigEndian(Int(code), 2) + Array(reason.utf8))
    }

    static func bigEndian(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// A source of one fixed mask key.
extension MaskSource {
    static let fixed = MaskSource { MaskKey(bits: 0x0403_0201) }
    static let fixedBytes: [UInt8] = [1, 2, 3, 4]
}

extension WebSocketMachine {
    mutating func receive(_ bytes: [UInt8], at now: Moment) -> [Action] {
        receive(bytes.span, at: now)
    }
}
