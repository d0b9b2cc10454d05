/// Several tracks of 16-bit sound on one clock.
package struct TrackShape: Sendable, Equatable {
    package var rate: Int
    package var channels: Int
    /// Samples of each track.
    package var frames = 0

    package init(rate: Int, channels: Int, frames: Int = 0) {
        (self.rate, self.channels, self.frames) = (rate, channels, frames)
    }

    var frameBytes: Int { channels * 2 }
    var milliseconds: Int { rate > 0 ? frames * 1_000 / rate : 0 }

    static let headerBytes = 44
    /// Beyond this a WAV file's own numbers end.
    static let mostFrameBytes = 0x7FFF_0000

    /// The RIFF/WAVE header.
    var header: [UInt8] {
        let size = frames * frameBytes
        var bytes = Array("RIFF".utf8)
        func append(_ value: Int, _ width: Int) {
            for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
        }
        append(36 + size, 4)
        bytes += Array("WAVEfmt ".utf8)
        append(16, 4)
        append(1, 2)
        append(channels, 2)
        append(rate, 4)
        append(rate * frameBytes, 4)
        append(frameBytes, 2)
        append(16, 2)
        bytes += Array("data".utf8)
        append(size, 4)
        return bytes
    }

    /// - Parameter fileBytes: how long the file is, for one that says more than it has.
    init(header: ArraySlice<UInt8>, fileBytes: Int) throws(RecordingFault) {
        let bytes = Array(header)
        func number(_ offset: Int, _ width: Int) -> Int {
            (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        guard bytes.count >= Self.headerBytes, bytes.starts(with: Array("RIFF".utf8)),
            bytes[8..<16].elementsEqual("WAVEfmt ".utf8), bytes[36..<40].elementsEqual("data".utf8),
            number(20, 2) == 1, number(34, 2) == 16
        else { throw .damaged("the file", "is no recording of voicelived") }
        let (channels, rate) = (number(22, 2), number(24, 4))
        guard (1...8).contains(channels), (8_000...48_000).contains(rate) else {
            throw .damaged("the file", "has \(channels) tracks at \(rate) samples a second")
        }
        let said = number(40, 4)
        let there = max(0, fileBytes - Self.headerBytes)
        self.init(
            rate: rate, channels: channels, frames: (said == 0 || said > there ? there : said) / (channels * 2))
    }
}
