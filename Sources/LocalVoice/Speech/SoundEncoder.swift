import SignalPath
import Sound
package import VoiceLiveProtocol

/// Makes the engine's chunks into pieces of the session's output format: a short one first, then longer ones.
package final class SoundEncoder {
    private static let firstPiece = 60
    private static let piece = 200
    private let format: AudioFormat
    private let resampler: StreamResampler
    private var silence: LeadingSilence
    private var waiting: [Int16] = []
    private var words: [SpokenWord] = []
    private var wanted = SoundEncoder.firstPiece
    /// Samples handed out so far.
    private var made = 0

    /// `nil` for a format that nobody can make.
    package init?(from engineRate: Int, to format: AudioFormat) {
        guard Self.canEncode(format), let from = StreamRate(hertz: engineRate),
            let to = StreamRate(hertz: format.sampleRate), let resampler = StreamResampler(from: from, to: to)
        else { return nil }
        self.format = format
        self.resampler = resampler
        silence = LeadingSilence(sampleRate: engineRate)
    }

    package static func canEncode(_ format: AudioFormat) -> Bool {
        [.pcm16, .pcm16At16kHz, .pcm16At8kHz, .muLaw, .aLaw].contains(format)
    }

    package func take(_ chunk: SpeechChunk) -> [SoundPiece] {
        let chunk = silence.take(chunk)
        waiting += resampler.convert(chunk.samples.span)
        words += chunk.words
        var pieces: [SoundPiece] = []
        while waiting.count >= samples(wanted) {
            pieces.append(cut(samples(wanted)))
            wanted = Self.piece
        }
        return pieces
    }

    package func finish() -> [SoundPiece] {
        let rest = silence.finish()
        waiting += resampler.convert(rest.samples.span)
        waiting += resampler.finish()
        words += rest.words
        return waiting.isEmpty && words.isEmpty ? [] : [cut(waiting.count)]
    }

    private func samples(_ milliseconds: Int) -> Int { milliseconds * format.sampleRate / 1_000 }

    private func cut(_ count: Int) -> SoundPiece {
        let piece = Array(waiting[0..<count])
        waiting.removeFirst(count)
        defer { words = [] }
        // Whole milliseconds of the stream, so that rounding does not add up.
        let before = made * 1_000 / format.sampleRate
        made += count
        return SoundPiece(
            audio: encode(piece), milliseconds: made * 1_000 / format.sampleRate - before, words: words)
    }

    private func encode(_ samples: [Int16]) -> [UInt8] {
        switch format {
        case .muLaw: G711.muLaw.encode(samples.span)
        case .aLaw: G711.aLaw.encode(samples.span)
        default: PCM16.bytes(samples.span)
        }
    }
}
