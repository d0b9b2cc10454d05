import SignalPath
import Sound

/// Puts the blocks of one recording together on one clock. Pure: the recorder's lock guards it.
struct RecordingDraft {
    /// The suppressor's windows delay what is processed by one block: the raw pair waits for it.
    private var held: (microphone: Block, reference: Block, isMuted: Bool)?
    private let points: [RecordedPoint]
    private(set) var measures = RunMeasures()
    private(set) var lostMilliseconds = 0
    private(set) var frames = 0
    /// The microphone was muted on purpose.
    private(set) var muted: [RunMeasures.Stretch] = []
    private let mostFrames: Int

    /// Silence that stands for sound that never came is at most this long.
    private static let longestGap = 500
    private static let mostMutes = 4_096

    init(points: [RecordedPoint], mostFrames: Int) {
        (self.points, self.mostFrames) = (points, mostFrames)
    }

    var isFull: Bool { frames >= mostFrames }

    /// What the block adds to the file; nothing while the pipeline does not hand the raw sound out yet.
    mutating func take(_ done: ProcessedBlock) -> [UInt8] {
        guard let bare = done.bare, !isFull else { return [] }
        defer { held = (bare.microphone, bare.reference, done.isMuted) }
        guard let held else { return [] }
        let tracks = points.map { point in
            switch point {
            case .microphone: held.microphone.samples
            case .reference: held.reference.samples
            case .processed: done.block.samples
            }
        }
        let taken = min(mostFrames - frames, tracks.map(\.count).min() ?? 0)
        if held.isMuted { addMute(10 * frames / held.microphone.rate.blockSamples) }
        frames += taken
        measures.add(done)
        return TrackFile.interleaved(tracks.map { $0[..<taken] })
            + gap(from: held.microphone, to: bare.microphone, done.captureRate)
    }

    mutating func lose(milliseconds: Int) { lostMilliseconds += milliseconds }

    private mutating func addMute(_ start: Int) {
        if let last = muted.last, last.end == start {
            muted[muted.count - 1].end = start + 10
        } else if muted.count < Self.mostMutes {
            muted.append(RunMeasures.Stretch(start: start, end: start + 10))
        }
    }

    private mutating func gap(from old: Block, to new: Block, _ captureRate: StreamRate) -> [UInt8] {
        let missing = Int(new.start - old.start) - captureRate.blockSamples
        guard missing >= captureRate.blockSamples else { return [] }
        let blocks = min(missing / captureRate.blockSamples, Self.longestGap)
        let silent = min(blocks * old.count, mostFrames - frames)
        lostMilliseconds += missing * 1_000 / Int(captureRate.hertz)
        frames += silent
        return Array(repeating: 0, count: silent * points.count * 2)
    }
}

extension Block {
    fileprivate var samples: [Int16] { withSamples { span in span.indices.map { span[$0] } } }
}
