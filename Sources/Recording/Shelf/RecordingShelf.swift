import Glibc

/// The directory of recordings. `NAME.wav` holds the sound, `NAME.json` the notes; a recording that goes on is
/// `NAME.wav.part`, which no reader takes for one.
///
/// Blocks on the disk: not for audio threads.
package struct RecordingShelf: Sendable {
    package let folder: String

    package init(_ folder: String) { self.folder = folder }

    /// A recording that is whole.
    package struct Entry: Sendable, Equatable {
        package let name: RecordingName
        package let bytes: Int
        package let durationMilliseconds: Int
        /// Seconds since 1970.
        let written: Int
    }

    package func path(of name: RecordingName) -> String { "\(folder)/\(name.text).wav" }
    package func notesPath(of name: RecordingName) -> String { "\(folder)/\(name.text).json" }
    func draftPath(of name: RecordingName) -> String { path(of: name) + Self.draftSuffix }

    private static let draftSuffix = ".part"

    /// The oldest first.
    package var entries: [Entry] {
        files.compactMap { file in
            guard file.hasSuffix(".wav"), let name = RecordingName(String(file.dropLast(4))) else { return nil }
            return entry(name)
        }.sorted { ($0.written, $0.name.text) < ($1.written, $1.name.text) }
    }

    package func entry(_ name: RecordingName) -> Entry? {
        guard let sound = DiskFile.facts(path(of: name)), let shape = try? TrackFile.shape(path(of: name)) else {
            return nil
        }
        let notes = DiskFile.facts(notesPath(of: name))?.bytes ?? 0
        return Entry(
            name: name, bytes: sound.bytes + notes, durationMilliseconds: shape.milliseconds, written: sound.written)
    }

    package func delete(_ name: RecordingName) throws(RecordingFault) {
        guard DiskFile.facts(path(of: name)) != nil else { throw .missing(name.text) }
        try DiskFile.remove(path(of: name))
        try? DiskFile.remove(notesPath(of: name))
    }

    /// Ready to be written into. Nothing of that name may be there.
    package func open(_ name: RecordingName, _ shape: TrackShape) throws(RecordingFault) -> TrackWriter {
        try DiskFile.makeFolder(folder)
        guard DiskFile.facts(path(of: name)) == nil, DiskFile.facts(draftPath(of: name)) == nil else {
            throw .exists(name.text)
        }
        return try TrackWriter(draft: draftPath(of: name), final: path(of: name), shape: shape)
    }

    /// Recordings that a crash or a power cut interrupted become whole with what the disk has of them. Returns their
    /// names. Call before anything is recorded. `now` dates them.
    package func salvage(now: Int? = nil) -> [RecordingName] {
        files.compactMap { file in
            guard file.hasSuffix(".wav" + Self.draftSuffix) else { return nil }
            let stem = file.dropLast(4 + Self.draftSuffix.count)
            let draft = folder + "/" + file
            guard let name = RecordingName(String(stem)), let writer = try? TrackWriter(salvaging: draft) else {
                try? DiskFile.remove(draft)
                return nil
            }
            guard (try? writer.finish(as: path(of: name))) != nil else { return nil }
            if let now { date(name, now) }
            return name
        }
    }

    /// Lets recordings go that are too old or too many. `now` is seconds since 1970, as `ShelfClock` has it.
    @discardableResult
    package func tidy(
        _ limits: ShelfLimits, keeping kept: Set<RecordingName> = [], growing: Int = 0, now: Int
    )
        -> [RecordingName]
    {
        if now >= AgeClock.firstBelievable { date(now) }
        let all = entries
        var gone: [RecordingName] = []
        var total = all.reduce(growing) { $0 + $1.bytes }
        for oldest in all where !kept.contains(oldest.name) {
            let isOld = limits.days > 0 && oldest.written < now - limits.days * 86_400
            guard isOld || total > limits.totalBytes, (try? delete(oldest.name)) != nil else { continue }
            total -= oldest.bytes
            gone.append(oldest.name)
        }
        return gone
    }

    /// A recording whose age nobody knows is of today: else it would go the moment the clock is set, or never.
    private func date(_ now: Int) {
        for (path, written) in dated where written < AgeClock.firstBelievable || written > now {
            DiskFile.stamp(path, now)
        }
    }

    /// What is younger than `instant` was made `seconds` later than its file says.
    func date(after instant: Int, later seconds: Int) {
        for (path, written) in dated where written > instant { DiskFile.stamp(path, written + seconds) }
    }

    func date(_ name: RecordingName, _ instant: Int) { DiskFile.stamp(path(of: name), instant) }

    /// When the newest was made.
    var newest: Int? { dated.map(\.written).max() }

    private var dated: [(path: String, written: Int)] {
        files.filter { $0.hasSuffix(".wav") }.compactMap { file in
            let path = folder + "/" + file
            return DiskFile.facts(path).map { (path, $0.written) }
        }
    }

    /// Bytes that may still be written before a limit is met; negative when it is exceeded.
    package func room(_ limits: ShelfLimits) -> Int {
        let used = entries.reduce(0) { $0 + $1.bytes }
        return min(limits.totalBytes - used, DiskFile.freeBytes(folder) - limits.freeBytes)
    }

    private var files: [String] { DiskFile.names(in: folder) }
}
