import SignalPath
import Sound
package import VoiceLiveProtocol

/// A client's sound, made into 16 kHz blocks of 10 ms.
package final class SoundDecoder {
    package static let rate = 16_000
    package static let blockSamples = rate / 100

    private let format: AudioFormat
    private let resampler: StreamResampler
    private var waiting: [Int16] = []
    private var oddByte: UInt8?

    /// `nil` for a format or rate that nobody can decode.
    package init?(format: AudioFormat, sampleRate: Int) {
        guard Self.canDecode(format, sampleRate: sampleRate), let from = StreamRate(hertz: sampleRate),
            let to = StreamRate(hertz: Self.rate), let resampler = StreamResampler(from: from, to: to)
        else { return nil }
        self.format = format
        self.resampler = resampler
    }

    package static func canDecode(_ format: AudioFormat, sampleRate: Int) -> Bool {
        switch format {
        case .pcm16: [8_000, 16_000, 24_000].contains(sampleRate)
        case .muLaw, .aLaw: sampleRate == 8_000
        default: false
        }
    }

    /// Whole blocks that `bytes` complete; the rest waits for the next bytes.
    package func blocks(of bytes: [UInt8]) -> [[Int16]] {
        waiting += resampler.convert(samples(of: bytes).span)
        var blocks: [[Int16]] = []
        var start = 0
        while waiting.count - start >= Self.blockSamples {
            blocks.append(Array(waiting[start..<(start + Self.blockSamples)]))
            start += Self.blockSamples
        }
        waiting.removeFirst(start)
        return blocks
    }

    private func samples(of bytes: [UInt8]) -> [Int16] {
        switch format {
        case .muLaw: return G711.muLaw.decode(bytes)
        case .aLaw: return G711.aLaw.decode(bytes)
        default:
            // A client may cut its stream in the middle of a sample.
            var whole = oddByte.map { [$0] + bytes } ?? bytes
            oddByte = whole.count % 2 == 0 ? nil : whole.removeLast()
            return PCM16.samples(whole[...])
        }
    }
}
