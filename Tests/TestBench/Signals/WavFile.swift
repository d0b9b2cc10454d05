#if canImport(Glibc)
    import Glibc
#endif

/// A WAV file of 16-bit samples, for test fixtures and for listening to what a test heard.
package struct WavFile: Sendable, Equatable {
    package var rate: Int
    /// One array a channel, all of one length.
    package var channels: [[Int16]]

    package enum CannotBeRead: Error, Equatable {
        case noFile(String)
        case notWav(String)
        /// Only 16-bit PCM is read.
        case otherFormat(String, tag: Int, bits: Int)
    }

    package init(rate: Int, channels: [[Int16]]) {
        self.rate = rate
        self.channels = channels
    }

    package init(path: String) throws(CannotBeRead) {
        guard let bytes = readWholeFile(path) else { throw .noFile(path) }
        try self.init(bytes: bytes, name: path)
    }

    package init(bytes: [UInt8], name: String) throws(CannotBeRead) {
        guard bytes.count >= 12, Self.isMark("RIFF", bytes[0..<4]), Self.isMark("WAVE", bytes[8..<12]) else {
            throw .notWav(name)
        }
        var format: ArraySlice<UInt8> = []
        var data: ArraySlice<UInt8> = []
        var place = 12
        while place + 8 <= bytes.count {
            // Programs that write to a pipe leave the size open: then the rest of the file is meant.
            let size = min(Self.number(bytes[place + 4..<place + 8]), bytes.count - place - 8)
            let body = bytes[place + 8..<place + 8 + size]
            if Self.isMark("fmt ", bytes[place..<place + 4]) { format = body }
            if Self.isMark("data", bytes[place..<place + 4]) { data = body }
            place += 8 + size + size % 2
        }
        try self.init(format: Array(format), data: Array(data), name: name)
    }

    private init(format: [UInt8], data: [UInt8], name: String) throws(CannotBeRead) {
        guard format.count >= 16 else { throw .notWav(name) }
        let tag = Self.number(format[0..<2]), count = Self.number(format[2..<4]), bits = Self.number(format[14..<16])
        guard tag == 1, bits == 16, count > 0 else { throw .otherFormat(name, tag: tag, bits: bits) }
        rate = Self.number(format[4..<8])
        let frames = data.count / 2 / count
        channels = (0..<count).map { channel in
            (0..<frames).map { frame in
                let at = (frame * count + channel) * 2
                return Int16(bitPattern: UInt16(data[at]) | UInt16(data[at + 1]) << 8)
            }
        }
    }

    package var bytes: [UInt8] {
        let frames = channels.map(\.count).min() ?? 0
        let size = frames * channels.count * 2
        var result = Self.mark("RIFF") + Self.bytes(36 + size, 4) + Self.mark("WAVE") + Self.mark("fmt ")
        result += Self.bytes(16, 4) + Self.bytes(1, 2) + Self.bytes(channels.count, 2) + Self.bytes(rate, 4)
        result += Self.bytes(rate * channels.count * 2, 4) + Self.bytes(channels.count * 2, 2) + Self.bytes(16, 2)
        result += Self.mark("data") + Self.bytes(size, 4)
        result.reserveCapacity(44 + size)
        for frame in 0..<frames {
            for channel in channels {
                let sample = UInt16(bitPattern: channel[frame])
                result.append(UInt8(truncatingIfNeeded: sample))
                result.append(UInt8(truncatingIfNeeded: sample >> 8))
            }
        }
        return result
    }

    /// Returns whether it is on disk.
    @discardableResult
    package func write(to path: String) -> Bool {
        writeWholeFile(path, bytes)
    }

    private static func mark(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func isMark(_ text: String, _ bytes: ArraySlice<UInt8>) -> Bool { bytes.elementsEqual(text.utf8) }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// Replaces a file. Returns whether all is written.
package func writeWholeFile(_ path: String, _ bytes: [UInt8]) -> Bool {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { return false }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(file, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
        }
        guard count > 0 else { return false }
        written += count
    }
    return true
}
