import COpenSSL
import Synchronization

/// Unpredictable bytes.
enum Randomness {
    static func bytes(_ count: Int) -> [UInt8] {
        OpenSSLStart.withoutAnEnd
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
    static let unpredictable: MaskSource = {
        let pool = MaskPool()
        return MaskSource { pool.next() }
    }()
}

/// Keys that libcrypto drew by the hundred: for four bytes its generator takes longer than the frame they mask.
private final class MaskPool: Sendable {
    private static let drawn = 128
    private let keys = Mutex<[MaskKey]>([])

    func next() -> MaskKey {
        keys.withLock { keys in
            if keys.isEmpty {
                let bytes = Randomness.bytes(4 * Self.drawn)
                for at in stride(from: 0, to: bytes.count, by: 4) {
                    keys.append(MaskKey(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]))
                }
            }
            return keys.removeLast()
        }
    }
}
