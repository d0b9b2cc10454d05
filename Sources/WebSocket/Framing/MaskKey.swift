/// The four bytes a client's payload is combined with (RFC 6455 section 5.3).
package struct MaskKey: Equatable, Sendable {
    /// The four bytes in wire order, first byte lowest.
    package var bits: UInt32

    package init(bits: UInt32) {
        self.bits = bits
    }

    init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        bits = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16 | UInt32(fourth) << 24
    }

    var bytes: [UInt8] {
        [
            UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8),
            UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24),
        ]
    }

    /// Masks or unmasks `buffer` from index `start`, whose first byte is number `phase` of the payload.
    func apply(to buffer: inout [UInt8], from start: Int, phase: Int) {
        guard bits != 0, start < buffer.count else { return }
        let turn = UInt32(truncatingIfNeeded: phase & 3) * 8
        let turned = bits >> turn | bits << ((32 - turn) & 31)
        let word = UInt64(turned) | UInt64(turned) << 32
        unsafe buffer.withUnsafeMutableBytes { whole in
            let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: whole[start...])
            var index = 0
            // Eight bytes at a time: this runs on every byte that is sent.
            while index + 8 <= bytes.count {
                let plain = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                unsafe bytes.storeBytes(of: (plain ^ word).littleEndian, toByteOffset: index, as: UInt64.self)
                index += 8
            }
            var rest = word
            while index < bytes.count {
                unsafe bytes[index] ^= UInt8(truncatingIfNeeded: rest)
                rest >>= 8
                index += 1
            }
        }
    }
}

/// Where a client's mask keys come from: unpredictable in the field, fixed in tests.
package struct MaskSource: Sendable {
    package let next: @Sendable () -> MaskKey

    package init(next: @escaping @Sendable () -> MaskKey) {
        self.next = next
    }
}
