import Glibc

/// A recording that is being written: a draft beside its place until `finish`.
///
/// Belongs to one thread at a time; blocks on the disk.
package final class TrackWriter: @unchecked Sendable {
    // @unchecked: one queue writes, and nobody else.
    private let draft: String
    private let final: String
    private let descriptor: Int32
    package private(set) var shape: TrackShape
    private var isOver = false

    init(draft: String, final: String, shape: TrackShape) throws(RecordingFault) {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = unsafe Glibc.open(draft, flags, 0o600)
        (self.draft, self.final, self.shape) = (draft, final, shape)
        guard descriptor >= 0 else {
            isOver = true
            throw .last(draft)
        }
        do throws(RecordingFault) { try DiskFile.write(shape.header, to: descriptor, path: draft) } catch {
            abandon()
            throw error
        }
    }

    /// What an interrupted writer left.
    init(salvaging draft: String) throws(RecordingFault) {
        guard let facts = DiskFile.facts(draft) else { throw .missing(draft) }
        let head = try TrackFile.head(draft)
        descriptor = unsafe Glibc.open(draft, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        (self.draft, final) = (draft, draft)
        shape = TrackShape(rate: 0, channels: 0)
        guard descriptor >= 0 else {
            isOver = true
            throw .last(draft)
        }
        shape = try TrackShape(header: head[...], fileBytes: facts.bytes)
        guard shape.frames > 0 else { throw .damaged(draft, "holds no sound") }
    }

    deinit { if !isOver { close(descriptor) } }

    /// Interleaved samples, little-endian, whole frames.
    package func append(_ bytes: [UInt8]) throws(RecordingFault) {
        guard !isOver else { return }
        guard (shape.frames * shape.frameBytes) + bytes.count <= TrackShape.mostFrameBytes else {
            throw .full("the recording is as long as a WAV file can be")
        }
        try DiskFile.write(bytes, to: descriptor, path: draft)
        shape.frames += bytes.count / max(1, shape.frameBytes)
    }

    /// What was appended survives a power cut from here on.
    package func settle() { if !isOver { fdatasync(descriptor) } }

    /// The draft becomes the recording. Without any sound it goes away.
    @discardableResult
    package func finish(as other: String? = nil) throws(RecordingFault) -> TrackShape {
        guard !isOver else { return shape }
        guard shape.frames > 0 else {
            abandon()
            throw .damaged(draft, "holds no sound")
        }
        let size = TrackShape.headerBytes + shape.frames * shape.frameBytes
        guard ftruncate(descriptor, size) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw failed() }
        try DiskFile.write(shape.header, to: descriptor, path: draft)
        let place = other ?? final
        guard fsync(descriptor) == 0, unsafe rename(draft, place) == 0 else { throw failed() }
        DiskFile.settle(folderOf: place)
        close(descriptor)
        isOver = true
        return shape
    }

    /// Nothing stays.
    package func abandon() {
        guard !isOver else { return }
        isOver = true
        close(descriptor)
        _ = unsafe unlink(draft)
    }

    private func failed() -> RecordingFault { .last(draft) }
}
