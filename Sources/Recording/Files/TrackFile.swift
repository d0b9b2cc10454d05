import Glibc

/// A recording read back.
package struct TrackFile: Sendable, Equatable {
    package let shape: TrackShape
    /// Track after track.
    package let tracks: [[Int16]]

    /// Three tracks of two hours at 16 kHz.
    private static let largest = 700 << 20

    package init(_ path: String) throws(RecordingFault) {
        let bytes = try DiskFile.read(path, largest: Self.largest)
        let shape: TrackShape
        do throws(RecordingFault) {
            shape = try TrackShape(header: bytes.prefix(TrackShape.headerBytes), fileBytes: bytes.count)
        } catch {
            if case .damaged(_, let why) = error { throw .damaged(path, why) }
            throw error
        }
        self.shape = shape
        tracks = (0..<shape.channels).map { channel in
            var samples = [Int16](repeating: 0, count: shape.frames)
            var offset = TrackShape.headerBytes + channel * 2
            for frame in 0..<shape.frames {
                samples[frame] = Int16(bitPattern: UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8)
                offset += shape.frameBytes
            }
            return samples
        }
    }

    /// Tracks as the samples of a file, one after another of each instant.
    package static func interleaved(_ tracks: [ArraySlice<Int16>]) -> [UInt8] {
        let frames = tracks.map(\.count).min() ?? 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frames * tracks.count * 2)
        for frame in 0..<frames {
            for track in tracks {
                let bits = UInt16(bitPattern: track[track.startIndex + frame])
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            }
        }
        return bytes
    }

    static func shape(_ path: String) throws(RecordingFault) -> TrackShape {
        try TrackShape(header: try head(path)[...], fileBytes: DiskFile.facts(path)?.bytes ?? 0)
    }

    static func head(_ path: String) throws(RecordingFault) -> [UInt8] {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: TrackShape.headerBytes)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return Array(bytes.prefix(max(0, count)))
    }
}
