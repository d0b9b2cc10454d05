/// Telephone sound: one byte a sample, two laws.
package enum G711: Sendable, CaseIterable {
    case muLaw, aLaw

    package func encode(_ samples: Span<Int16>) -> [UInt8] {
        (0..<samples.count).map { encode(samples[$0]) }
    }

    package func decode(_ bytes: [UInt8]) -> [Int16] {
        let table = self == .muLaw ? Self.muLawTable : Self.aLawTable
        return bytes.map { table[Int($0)] }
    }

    package func encode(_ sample: Int16) -> UInt8 {
        switch self {
        case .muLaw: Self.muLaw(sample)
        case .aLaw: Self.aLaw(sample)
        }
    }

    private static let muLawTable = (0...255).map { muLaw(decoding: UInt8($0)) }
    private static let aLawTable = (0...255).map { aLaw(decoding: UInt8($0)) }

    /// 14 bits: sign, three bits of exponent, four of mantissa, all inverted.
    private static func muLaw(_ sample: Int16) -> UInt8 {
        let sign: UInt8 = sample < 0 ? 0x80 : 0
        let size = min(Int(sample.magnitude), 32_635) + 132
        let exponent = Int.bitWidth - 1 - size.leadingZeroBitCount - 7
        let mantissa = (size >> (exponent + 3)) & 0x0F
        return ~(sign | UInt8(exponent << 4) | UInt8(mantissa))
    }

    private static func muLaw(decoding byte: UInt8) -> Int16 {
        let bits = Int(~byte)
        let size = ((bits & 0x0F) << 3 + 132) << ((bits & 0x70) >> 4) - 132
        return Int16(bits & 0x80 == 0 ? size : -size)
    }

    /// 13 bits: sign, three bits of exponent, four of mantissa, every second bit inverted.
    private static func aLaw(_ sample: Int16) -> UInt8 {
        let sign: UInt8 = sample < 0 ? 0 : 0x80
        // Negative numbers mirror with one step of offset, as the standard's tables do.
        let size = sample < 0 ? Int(-(Int(sample) + 1)) >> 3 : Int(sample) >> 3
        guard size >= 32 else { return (sign | UInt8(size >> 1)) ^ 0x55 }
        let exponent = Int.bitWidth - 1 - size.leadingZeroBitCount - 4
        return (sign | UInt8(exponent << 4) | UInt8((size >> exponent) & 0x0F)) ^ 0x55
    }

    private static func aLaw(decoding byte: UInt8) -> Int16 {
        let bits = Int(byte ^ 0x55)
        let exponent = (bits & 0x70) >> 4
        let mantissa = (bits & 0x0F) << 4
        let size = exponent == 0 ? mantissa + 8 : (mantissa + 264) << (exponent - 1)
        return Int16(bits & 0x80 == 0 ? -size : size)
    }
}
