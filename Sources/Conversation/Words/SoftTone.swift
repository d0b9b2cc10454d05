#if canImport(Glibc)
    import Glibc
#endif

/// A short, quiet tone that says: still working on it.
enum SoftTone {
    /// From one tone to the next.
    static let pause = Duration.seconds(2)
    static let length = Duration.milliseconds(180)
    private static let rate = 24_000

    /// Sound that belongs to no answer of a service: no transcript, nothing to truncate.
    static func orders(numbered number: Int) -> [AudioAction] {
        let connection = ConnectionNumber(0)
        let part = PlayoutPart(ItemKey(connection, ItemID("tone_\(number)")), content: 0)
        let piece = PlayoutPiece(
            response: ResponseKey(connection, ResponseID("tone_\(number)")), part: part, offset: .zero, rate: rate,
            samples: samples)
        return [.enqueue(piece), .finish(part)]
    }

    /// 523 Hz at -30 dB below full scale, rising and falling as a half wave: no click at either end.
    private static let samples: [Int16] = {
        let count = rate * 180 / 1_000
        return (0..<count).map { index in
            let swell = sin(Double.pi * Double(index) / Double(count))
            return Int16(1_036 * swell * sin(2 * .pi * 523 * Double(index) / Double(rate)))
        }
    }()
}
