import Glibc
import SignalPath
import Sound
import Synchronization
import TestBench
import Testing

@testable import Recording

/// The recorder between a pipeline and the disk.
@Suite struct RecorderTests {
    private let folder: TemporaryFolder
    private let shelf: RecordingShelf
    private let endings = Endings()

    init() throws {
        folder = try TemporaryFolder("recorder")
        shelf = RecordingShelf(folder.path + "/recordings")
    }

    private final class Endings: Sendable {
        let all = Mutex<[Recorder.Ending]>([])
    }

    private var recorder: Recorder {
        Recorder(
            now: { _ in Int(time(nil)) }, ended: { [endings] ending in endings.all.withLock { $0.append(ending) } })
    }

    private func plan(
        _ text: String, points: [RecordedPoint] = RecordedPoint.allCases, seconds: Int = 60, total: Int = 1 << 30
    ) throws -> Recorder.Plan {
        Recorder.Plan(
            shelf: shelf, name: try #require(RecordingName(text)), points: points, seconds: seconds,
            rate: StreamRate(hertz: 16_000)!, limits: ShelfLimits(totalBytes: total, freeBytes: 0, days: 0),
            notes: RecordingNotes(points: points.map(\.rawValue)))
    }

    /// A scene: somebody talks while an echo comes back 20 ms late.
    private static let scene: (microphone: [Int16], reference: [Int16]) = {
        var random = SeededRandom(seed: 3)
        let far = (0..<64_000).map { _ in Int16(truncatingIfNeeded: Int(random.next() % 8_000) - 4_000) }
        let near = (0..<64_000).map { index -> Int16 in
            let echo = index >= 320 ? Int(far[index - 320]) / 4 : 0
            let voice = index % 32_000 > 20_000 ? (index / 40 % 2) * 3_000 : 0
            return Int16(clamping: echo + voice)
        }
        return (near, far)
    }()

    private func run(_ recorder: Recorder, keepsBare: Bool = true) throws -> [Int16] {
        var settings = PipelineSettings()
        settings.keepsBare = keepsBare
        let rate = StreamRate(hertz: 16_000)!
        guard var processor = OfflineProcessor(rate: rate, recordingRate: rate, settings: settings) else { return [] }
        var clean: [Int16] = []
        processor.process(microphone: Self.scene.microphone, reference: Self.scene.reference) { done in
            recorder.take(done)
            done.block.withSamples { span in for index in 0..<span.count { clean.append(span[index]) } }
        }
        return clean
    }

    @Test func threeTracksStandOnOneClockAndReplayToTheSameSamples() throws {
        let recorder = recorder
        try recorder.start(try plan("hall"))
        let clean = try run(recorder)
        let name = try #require(RecordingName("hall"))
        try recorder.stop(name) { _ in }
        recorder.settle()
        let file = try TrackFile(shelf.path(of: name))
        // All but the last block, which waits for what the suppressor still holds.
        let count = 64_000 - 160
        #expect(file.shape.frames == count)
        #expect(file.tracks[0] == Array(Self.scene.microphone[..<count]))
        #expect(file.tracks[1] == Array(Self.scene.reference[..<count]))
        #expect(file.tracks[2] == Array(clean[160...]))
        let replay = try #require(
            Replay(
                microphone: file.tracks[0], reference: file.tracks[1],
                format: PipelineFormat(rate: StreamRate(hertz: 16_000)!), settings: PipelineSettings()
            ) { _, _ in true })
        #expect(replay.processed[..<(count - 160)] == file.tracks[2][..<(count - 160)])
        let notes = try #require(RecordingNotes(path: shelf.notesPath(of: name)))
        #expect(notes.points == ["mic.raw", "far.ref", "mic.dsp"] && notes.end == "stopped")
        #expect(notes.measures.blocks == 399 && notes.lostMilliseconds == 0)
        #expect(endings.all.withLock { $0.count } == 1)
    }

    /// The gate makes silence of the microphone, and the pipeline is told that this means nothing.
    @Test func aMuteIsReplayedAsOne() throws {
        let recorder = recorder
        try recorder.start(try plan("muted"))
        var settings = PipelineSettings()
        settings.keepsBare = true
        let rate = StreamRate(hertz: 16_000)!
        guard var processor = OfflineProcessor(rate: rate, recordingRate: rate, settings: settings) else {
            Issue.record("no memory")
            return
        }
        var clean: [Int16] = []
        for number in 0..<400 {
            settings.isMuted = (100..<250).contains(number) || (300..<310).contains(number)
            processor.pipeline.apply(settings)
            let part = number * 160..<(number + 1) * 160
            let near = settings.isMuted ? [Int16](repeating: 0, count: 160) : Array(Self.scene.microphone[part])
            let done = processor.process(microphone: near.span, reference: Array(Self.scene.reference[part]).span)
            recorder.take(done)
            done.block.withSamples { span in for index in 0..<span.count { clean.append(span[index]) } }
        }
        let name = try #require(RecordingName("muted"))
        try recorder.stop(name) { _ in }
        recorder.settle()
        let notes = try #require(RecordingNotes(path: shelf.notesPath(of: name)))
        #expect(notes.muted == [.init(start: 1_000, end: 2_500), .init(start: 3_000, end: 3_100)])
        let file = try TrackFile(shelf.path(of: name))
        func replayed(_ muted: [RunMeasures.Stretch]) throws -> ArraySlice<Int16> {
            try #require(
                Replay(
                    microphone: file.tracks[0], reference: file.tracks[1], muted: muted,
                    format: PipelineFormat(rate: rate), settings: PipelineSettings()
                ) { _, _ in true }
            ).processed.dropLast(160)
        }
        #expect(try replayed(notes.muted) == file.tracks[2].dropLast(160))
        // A recording of an older daemon does not say; it is replayed as it always was.
        #expect(try replayed([]) != file.tracks[2].dropLast(160))
    }

    @Test func itEndsByItselfAtItsLength() throws {
        let recorder = recorder
        try recorder.start(try plan("short", points: [.processed], seconds: 2))
        _ = try run(recorder)
        recorder.settle()
        let name = try #require(RecordingName("short"))
        #expect(try TrackFile(shelf.path(of: name)).shape == TrackShape(rate: 16_000, channels: 1, frames: 32_000))
        #expect(RecordingNotes(path: shelf.notesPath(of: name))?.end == "length")
        #expect(!recorder.isRecording)
        #expect(throws: RecordingFault.missing("short")) { try recorder.stop(name) { _ in } }
    }

    @Test func withoutRoomItKeepsWhatItHas() throws {
        let recorder = recorder
        try recorder.start(try plan("full", total: 200_000))
        _ = try run(recorder)
        recorder.settle()
        let ending = try #require(endings.all.withLock { $0.first })
        #expect(ending.reason.contains("record.max_total"))
        let name = try #require(RecordingName("full"))
        let frames = try TrackFile(shelf.path(of: name)).shape.frames
        #expect(frames > 8_000 && frames * 6 <= 200_000)
    }

    @Test func aRecordingThatNeverHeardAnythingLeavesNothing() throws {
        let recorder = recorder
        try recorder.start(try plan("nothing"))
        _ = try run(recorder, keepsBare: false)
        recorder.stopAll("session ended")
        recorder.settle()
        #expect(DiskFile.names(in: shelf.folder).filter { !$0.hasPrefix(".") }.isEmpty)
        #expect(throws: RecordingFault.self) { try endings.all.withLock { try $0.first?.result.get() } }
    }

    @Test func theSameNameTwiceIsRefused() throws {
        let recorder = recorder
        try recorder.start(try plan("one"))
        #expect(throws: RecordingFault.exists("one")) { try recorder.start(try plan("one")) }
        for text in ["two", "three", "four"] { try recorder.start(try plan(text)) }
        #expect(throws: RecordingFault.self) { try recorder.start(try plan("five")) }
        recorder.stopAll("test")
        recorder.settle()
    }

    @Test func soundThatNeverCameIsSilenceAndCounted() throws {
        var draft = RecordingDraft(points: [.microphone], mostFrames: 100_000)
        var settings = PipelineSettings()
        settings.keepsBare = true
        let rate = StreamRate(hertz: 16_000)!
        let tape = ReferenceTape(capacity: 32_000)
        let pipeline = try #require(Pipeline(format: PipelineFormat(rate: rate), tape: tape, settings: settings))
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: false)
        var bytes: [UInt8] = []
        for start in [0, 160, 320, 960, 1_120] {
            let samples = [Int16](repeating: Int16(start + 1), count: 160)
            let block = Block(start: SampleTime(Int64(start)), rate: rate, epoch: 0, samples: samples.span)
            pipeline.prepare(block, clock: clock)
            bytes += draft.take(pipeline.process(block, clock: clock))
        }
        let samples = PCM16.samples(bytes[...])
        #expect(draft.lostMilliseconds == 30 && samples.count == 1_120)
        #expect(samples[320..<480].allSatisfy { $0 == 321 } && samples[480..<960].allSatisfy { $0 == 0 })
        #expect(samples[960] == 961)
    }
}
