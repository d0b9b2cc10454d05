package import Sound

/// Why bytes are not a recording we can read.
package enum WaveFault: Error, Equatable {
    case notWave
    /// Ends before what its header promises.
    case cutShort
    /// Format tag and bits a sample, as written in it.
    case encoding(tag: Int, bits: Int)
    case channels(Int)
    case rate(Int)
    case noFormat
    case noSound

    /// What is wrong and what to do, in one sentence.
    package var explanation: String {
        switch self {
        case .notWave: "is not a WAV file (no RIFF/WAVE header); convert it to 16-bit mono WAV"
        case .cutShort: "ends before its header says; it was not written to the end"
        case .encoding(let tag, let bits): "has format \(tag) with \(bits) bits; convert it to 16-bit PCM"
        case .channels(let count): "has \(count) channels; convert it to mono"
        case .rate(let hertz): "has \(hertz) samples a second; 8,000 to 48,000 in steps of 100 can be read"
        case .noFormat: "has no format chunk before its sound"
        case .noSound: "has no data chunk"
        }
    }
}

/// What a recording's header says.
package struct WavePlace: Equatable {
    package let rate: StreamRate
    /// Of the first sample's first byte.
    package let start: Int
    /// Bytes of sound; `nil`: all until the file's end.
    package let size: Int?
}

/// A mono 16-bit recording in RIFF/WAVE form.
package struct WaveFile: Sendable, Equatable {
    package var rate: StreamRate
    package var samples: [Int16]

    package init(rate: StreamRate, samples: [Int16]) {
        self.rate = rate
        self.samples = samples
    }

    package init(bytes: [UInt8]) throws(WaveFault) {
        guard let place = try Self.place(in: bytes, isWhole: true) else { throw .noSound }
        let end = place.size.map { place.start + $0 } ?? bytes.count
        guard end <= bytes.count else { throw .cutShort }
        self.init(rate: place.rate, samples: PCM16.samples(bytes[place.start..<end]))
    }

    /// Where the sound is in a file of which `bytes` is the beginning; `nil` when that is not in it yet.
    package static func place(in bytes: [UInt8], isWhole: Bool) throws(WaveFault) -> WavePlace? {
        guard bytes.count >= 12 else {
            if isWhole { throw .notWave }
            return nil
        }
        guard name(bytes, 0) == "RIFF", name(bytes, 8) == "WAVE" else { throw .notWave }
        var offset = 12
        var rate: StreamRate?
        while offset + 8 <= bytes.count {
            let size = number(bytes, offset + 4, 4)
            let body = offset + 8
            switch name(bytes, offset) {
            case "fmt ":
                guard size >= 16 else { throw .cutShort }
                guard body + size <= bytes.count else {
                    if isWhole { throw .cutShort }
                    return nil
                }
                rate = try format(bytes, body, size)
            case "data":
                guard let rate else { throw .noFormat }
                // Writers into a pipe leave the size open.
                let isOpen = size == 0xFFFF_FFFF || size == 0
                return WavePlace(rate: rate, start: body, size: isOpen ? nil : size)
            default: break
            }
            offset = body + size + size % 2
        }
        guard isWhole else { return nil }
        throw rate == nil ? .noFormat : .noSound
    }

    package var bytes: [UInt8] { Self.header(rate, count: samples.count) + PCM16.bytes(samples.span) }

    /// What comes before `count` samples: 44 bytes.
    package static func header(_ rate: StreamRate, count: Int) -> [UInt8] {
        let size = count * 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(44)
        bytes += Array("RIFF".utf8)
        append(36 + size, 4, to: &bytes)
        bytes += Array("WAVEfmt ".utf8)
        for (value, width) in [
            (16, 4), (1, 2), (1, 2), (Int(rate.hertz), 4), (Int(rate.hertz) * 2, 4), (2, 2), (16, 2),
        ] { append(value, width, to: &bytes) }
        bytes += Array("data".utf8)
        append(size, 4, to: &bytes)
        return bytes
    }

    private static func format(_ bytes: [UInt8], _ body: Int, _ size: Int) throws(WaveFault) -> StreamRate {
        var tag = number(bytes, body, 2)
        // WAVE_FORMAT_EXTENSIBLE carries the real tag in its GUID.
        if tag == 0xFFFE, size >= 26 { tag = number(bytes, body + 24, 2) }
        let bits = number(bytes, body + 14, 2)
        guard tag == 1, bits == 16 else { throw .encoding(tag: tag, bits: bits) }
        let channels = number(bytes, body + 2, 2)
        guard channels == 1 else { throw .channels(channels) }
        let hertz = number(bytes, body + 4, 4)
        guard let rate = StreamRate(hertz: hertz) else { throw .rate(hertz) }
        return rate
    }

    private static func name(_ bytes: [UInt8], _ offset: Int) -> String {
        String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self)
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> Int {
        (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private static func append(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
        for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
}
