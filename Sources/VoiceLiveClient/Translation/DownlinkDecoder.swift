import VoiceLiveProtocol

/// Turns the bytes of audio deltas into samples. A delta may end in the middle of a sample; the rest comes with the next.
struct DownlinkDecoder {
    private let format: AudioFormat
    private var part = ""
    private var half: UInt8?

    init(format: AudioFormat) {
        self.format = format
    }

    mutating func samples(_ bytes: [UInt8], of part: String) -> [Int16] {
        pcm16(bytes, of: part)
    }

    private mutating func pcm16(_ bytes: [UInt8], of part: String) -> [Int16] {
        if part != self.part { (self.part, half) = (part, nil) }
        var whole = bytes
        if let half { whole.insert(half, at: 0) }
        half = whole.count.isMultiple(of: 2) ? nil : whole.removeLast()
        return (0..<whole.count / 2).map { index in
            Int16(bitPattern: UInt16(whole[2 * index]) | UInt16(whole[2 * index + 1]) << 8)
        }
    }
}
