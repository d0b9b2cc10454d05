/// Why Opus sound was not made or read.
package enum OpusFault: Error, Equatable {
    /// Opus knows 8,000, 12,000, 16,000, 24,000 and 48,000 samples a second.
    case rate(Int)
    /// The library refused, with its own number.
    case refused(Int)
    /// A block of another length than 20 ms.
    case blockLength(Int)
    /// Longer than 120 ms, or empty.
    case packetLength(Int)
    /// Not Ogg Opus from its first page on.
    case notOggOpus
    /// A page was lost or damaged.
    case brokenStream
    case channels(Int)
    /// More sound than anybody asked to read.
    case tooLong

    package static let rates = [8_000, 12_000, 16_000, 24_000, 48_000]
}
