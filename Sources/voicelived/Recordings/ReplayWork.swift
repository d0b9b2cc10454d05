import Configuration
import ControlProtocol
import Recording
import SignalPath
import SignalSettings
import Sound

/// A recording through the signal path once more, as a job. Leaves a whole recording or none.
struct ReplayWork: Sendable {
    let shelf: RecordingShelf
    let source: RecordingName
    let output: RecordingName
    let settings: Settings
    let limits: ShelfLimits
    /// The signal path's part of the settings, for the notes.
    let values: JSONObject

    func run(_ progress: JobDesk.Progress) throws(JobDesk.Failure) -> JSONValue {
        do throws(RecordingFault) {
            let (file, notes) = (
                try TrackFile(shelf.path(of: source)), RecordingNotes(path: shelf.notesPath(of: source))
            )
            let points = notes?.points ?? []
            guard let near = points.firstIndex(of: RecordedPoint.microphone.rawValue),
                let far = points.firstIndex(of: RecordedPoint.reference.rawValue), file.tracks.count == points.count,
                let rate = StreamRate(hertz: file.shape.rate), var format = PipelineFormat(settings)
            else { throw .damaged(source.text, "has no tracks mic.raw and far.ref") }
            format.rate = rate
            guard
                let done = Replay(
                    microphone: file.tracks[near], reference: file.tracks[far], muted: notes?.muted ?? [],
                    format: format,
                    settings: PipelineSettings(settings), proceed: { progress.tell($0, of: $1) })
            else { throw .full("the replay was given up, or there is no memory for it") }
            try save([file.tracks[near], file.tracks[far], done.processed], rate, done.measures, notes)
            return [
                "recording": .string(output.text), "measures": done.measures.wire,
                "times_real_time": .number(rounded(1 / max(1e-6, done.measures.processorShare ?? 1))),
            ]
        } catch {
            throw JobDesk.Failure(words: error.explanation)
        }
    }

    private func save(
        _ tracks: [[Int16]], _ rate: StreamRate, _ measures: RunMeasures, _ old: RecordingNotes?
    ) throws(RecordingFault) {
        let bytes = TrackFile.interleaved(tracks.map { $0[...] })
        guard shelf.room(limits) > bytes.count else {
            throw .full("the recordings have no more room: see record.max_total and record.min_free")
        }
        var notes = old ?? RecordingNotes(points: [])
        notes.points = RecordedPoint.allCases.map(\.rawValue)
        notes.source = source.text
        (notes.measures, notes.settings, notes.end) = (measures, values, "replayed")
        let writer = try shelf.open(output, TrackShape(rate: Int(rate.hertz), channels: tracks.count))
        do throws(RecordingFault) {
            try writer.append(bytes)
            try notes.save(to: shelf.notesPath(of: output))
            try writer.finish()
        } catch {
            writer.abandon()
            throw error
        }
    }
}
