/// Samples as little-endian bytes: what services and files carry.
package enum PCM16 {
    package static func bytes(_ samples: Span<Int16>) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: samples.count * 2) { buffer, count in
            for index in 0..<samples.count {
                let bits = UInt16(bitPattern: samples[index])
                unsafe buffer[2 * index] = UInt8(truncatingIfNeeded: bits)
                unsafe buffer[2 * index + 1] = UInt8(truncatingIfNeeded: bits >> 8)
            }
            count = samples.count * 2
        }
    }

    /// A lone last byte is left out.
    package static func samples(_ bytes: ArraySlice<UInt8>) -> [Int16] {
        let count = bytes.count / 2
        return unsafe bytes.withUnsafeBufferPointer { source in
            (0..<count).map { index in
                unsafe Int16(bitPattern: UInt16(source[2 * index]) | UInt16(source[2 * index + 1]) << 8)
            }
        }
    }
}
