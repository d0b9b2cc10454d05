/// The disk's side of a recording that goes on. All of it happens on the recorder's queue.
final class RecordingSpool: @unchecked Sendable {
    // @unchecked: belongs to the recorder's queue.
    let name: RecordingName
    private let shelf: RecordingShelf
    private let limits: ShelfLimits
    private let writer: TrackWriter
    private let now: @Sendable (RecordingShelf) -> Int
    private var chunks = 0

    init(
        _ name: RecordingName, shelf: RecordingShelf, limits: ShelfLimits, writer: TrackWriter,
        now: @escaping @Sendable (RecordingShelf) -> Int
    ) {
        (self.name, self.shelf, self.limits, self.writer, self.now) = (name, shelf, limits, writer, now)
    }

    /// Half a second of sound.
    func append(_ bytes: [UInt8]) throws(RecordingFault) {
        if chunks % 4 == 0 { try makeRoom(for: 4 * bytes.count) }
        chunks += 1
        try writer.append(bytes)
        if chunks % 2 == 0 { writer.settle() }
    }

    private func makeRoom(for bytes: Int) throws(RecordingFault) {
        let written = writer.shape.frames * writer.shape.channels * 2
        shelf.tidy(limits, growing: written + bytes, now: now(shelf))
        guard shelf.room(limits) - written < bytes else { return }
        throw .full("the recordings have no more room: see record.max_total and record.min_free")
    }

    /// - Returns: what was recorded.
    func finish(_ notes: RecordingNotes) throws(RecordingFault) -> RecordingShelf.Entry {
        let path = shelf.notesPath(of: name)
        do throws(RecordingFault) {
            try? notes.save(to: path)
            let shape = try writer.finish()
            let now = now(shelf)
            shelf.date(name, now)
            return RecordingShelf.Entry(
                name: name, bytes: TrackShape.headerBytes + shape.frames * shape.channels * 2,
                durationMilliseconds: shape.milliseconds, written: now)
        } catch {
            writer.abandon()
            try? DiskFile.remove(path)
            throw error
        }
    }
}
