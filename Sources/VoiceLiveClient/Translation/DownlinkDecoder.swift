import SignalPath
import VoiceLiveProtocol

/// Turns the bytes of audio deltas into samples. A delta may end in the middle of a sample; the rest comes with the next.
struct DownlinkDecoder {
    private let format: AudioFormat
    private var part = ""
    private var half: UInt8?

    init(format: AudioFormat) {
        self.format = format
    }

    /// `part` names whose sound it is: half a sample is never completed by another part.
    mutating func samples(_ bytes: [UInt8], of part: String) -> [Int16] {
        switch format {
        case .muLaw: G711.muLaw.decode(bytes)
        case .aLaw: G711.aLaw.decode(bytes)
        default: pcm16(bytes, of: part)
        }
    }

    private mutating func pcm16(_ bytes: [UInt8], of part: String) -> [Int16] {
        if part != self.part { (self.part, half) = (part, nil) }
        var whole = bytes
        if let half { whole.insert(half, at: 0) }
        half = whole.count.isMultiple(of: 2) ? nil : whole.removeLast()
        return PCM16.samples(whole[...])
    }
}
