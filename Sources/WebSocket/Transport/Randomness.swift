import COpenSSL

/// Unpredictable bytes.
enum Randomness {
    static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        if unsafe RAND_bytes(&bytes, Int32(count)) != 1 {
            var generator = SystemRandomNumberGenerator()
            for index in bytes.indices { bytes[index] = UInt8.random(in: .min ... .max, using: &generator) }
        }
        return bytes
    }
}

extension MaskSource {
    /// A key that the peer cannot foresee, for each frame.
    static let unpredictable = MaskSource {
        var bits: UInt32 = 0
        let isFilled = unsafe withUnsafeMutableBytes(of: &bits) {
            unsafe RAND_bytes($0.assumingMemoryBound(to: UInt8.self).baseAddress, Int32($0.count)) == 1
        }
        return MaskKey(bits: isFilled ? bits : UInt32.random(in: .min ... .max))
    }
}
