import ControlProtocol
import SignalPath
import Sound

/// What becomes of a tap's frames on their way into a file: every sample keeps its time, holes are silence.
struct TapFile {
    enum Form: String, WireWord {
        case pcm16, wav, opus, ogg

        /// What the daemon is asked for.
        var format: AudioFormat {
            switch self {
            case .pcm16, .wav: .pcm16
            case .opus, .ogg: .opus
            }
        }
    }

    /// A longer hole is left out: the tap was open and nothing came.
    private static let longestHole = 600

    private let form: Form
    private let rate: Int
    private let ogg: OggOpusWriter?
    /// Where the next frame begins when nothing is missing.
    private var expected: Int?
    /// Of the newest packet: its first byte alone stands for a packet that was lost.
    private var packetHead: UInt8 = 0
    /// Samples written, holes included.
    private(set) var written = 0

    init(_ form: Form, of tap: OpenedTap) throws(Failure) {
        self.form = form
        rate = tap.rate
        guard form == .ogg else {
            ogg = nil
            return
        }
        guard let rate = StreamRate(hertz: tap.rate) else {
            throw Failure(.protocol, "the daemon sends Opus at \(tap.rate) samples a second")
        }
        ogg = OggOpusWriter(rate: rate, lookahead: tap.lookahead ?? 0, serial: .random(in: .min ... .max))
    }

    private var packetSamples: Int { rate / 50 }

    var header: [UInt8] {
        switch form {
        case .pcm16, .opus: []
        case .wav: WaveHeader.bytes(rate: rate, channels: 1)
        case .ogg: ogg?.header() ?? []
        }
    }

    /// What to write for one frame, whose first sample has the place `offset`.
    mutating func take(_ frame: [UInt8], at offset: Int) -> [UInt8] {
        var hole = max(0, offset - (expected ?? offset))
        if hole > Self.longestHole * rate { hole = 0 }
        let samples = form.format == .pcm16 ? frame.count / 2 : packetSamples
        expected = offset + samples
        if form.format == .opus { hole = (hole + packetSamples / 2) / packetSamples * packetSamples }
        written += hole + samples
        return silence(hole) + coded(frame)
    }

    private func silence(_ samples: Int) -> [UInt8] {
        guard form.format == .opus else { return [UInt8](repeating: 0, count: 2 * samples) }
        return (0..<samples / packetSamples).flatMap { _ in coded([packetHead]) }
    }

    private func coded(_ frame: [UInt8]) -> [UInt8] {
        switch form {
        case .pcm16, .wav: frame
        case .opus: [UInt8(truncatingIfNeeded: frame.count >> 8), UInt8(truncatingIfNeeded: frame.count)] + frame
        case .ogg: ogg?.add(frame) ?? []
        }
    }

    /// The file's last bytes.
    func end() -> [UInt8] { ogg?.finish() ?? [] }
}
