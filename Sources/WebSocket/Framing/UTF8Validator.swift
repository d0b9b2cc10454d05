/// Checks UTF-8 that arrives in pieces and refuses at the first byte that no continuation could make good.
package struct UTF8Validator: Sendable {
    /// Continuation bytes that the character begun still needs.
    private var missing = 0
    /// What the next continuation byte may be. Narrower than 80...BF after E0, ED, F0 and F4.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    package init() {}

    /// Whether what came so far ends between two characters.
    package var isComplete: Bool { missing == 0 }

    /// Takes the next bytes. False once and for all when the text cannot be UTF-8.
    package mutating func accept(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if missing == 0 { index = Self.skipASCII(bytes, from: index) }
            guard index < bytes.count else { break }
            guard accept(bytes[index]) else { return false }
            index += 1
        }
        return true
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        guard missing == 0 else {
            guard allowed.contains(byte) else { return false }
            allowed = 0x80...0xBF
            missing -= 1
            return true
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: expect(2, 0xA0...0xBF)
        case 0xED: expect(2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: expect(3, 0x90...0xBF)
        case 0xF1...0xF3: missing = 3
        case 0xF4: expect(3, 0x80...0x8F)
        default: return false
        }
        return true
    }

    private mutating func expect(_ count: Int, _ next: ClosedRange<UInt8>) {
        missing = count
        allowed = next
    }

    /// The index of the first byte at or after `start` that may not be ASCII, in steps of eight.
    private static func skipASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        let raw = unsafe bytes.bytes
        while index + 8 <= bytes.count {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            index += 8
        }
        return index
    }
}
