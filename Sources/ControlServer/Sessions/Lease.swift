/// The proof that a session is one's own: 128 random bits.
package struct Lease: Equatable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package init(using generator: inout some RandomNumberGenerator) {
        high = generator.next()
        low = generator.next()
    }

    /// `nil` for anything but the text of a lease.
    init?(text: String) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// 32 hexadecimal digits.
    package var text: String {
        [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Looks at every byte whatever the first difference is, so that the time taken tells nothing about the lease.
    package func matches(_ guess: String) -> Bool {
        let own = Array(text.utf8)
        let other = Array(guess.utf8)
        var difference = own.count ^ other.count
        for (index, byte) in own.enumerated() {
            difference |= Int(byte ^ (index < other.count ? other[index] : 0))
        }
        return difference == 0
    }
}

extension Lease: CustomStringConvertible, CustomReflectable {
    /// Never the lease itself.
    package var description: String { "lease" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
