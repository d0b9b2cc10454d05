package import Sound

/// The pipeline on recordings instead of devices: block for block what it does live, estimates included.
package struct OfflineProcessor: ~Copyable {
    package let pipeline: Pipeline
    private var estimator: DelayEstimator
    private let tape: ReferenceTape
    private let recordingRate: StreamRate
    private var position = 0

    /// The reference is what was played while the microphone's same sample was recorded.
    ///
    /// `nil` when memory runs out.
    package init?(rate: StreamRate, recordingRate: StreamRate, settings: PipelineSettings = PipelineSettings()) {
        self.init(format: PipelineFormat(rate: rate), recordingRate: recordingRate, settings: settings)
    }

    /// As above; the format's lead is not used.
    package init?(format live: PipelineFormat, recordingRate: StreamRate, settings: PipelineSettings) {
        var format = live
        // A file has no buffer that is known before it is heard.
        format.leadMilliseconds = 0
        estimator = DelayEstimator(longestMilliseconds: format.longestDelayMilliseconds)
        tape = ReferenceTape(capacity: 2 * Int(recordingRate.hertz))
        guard let pipeline = Pipeline(format: format, tape: tape, settings: settings) else { return nil }
        self.pipeline = pipeline
        self.recordingRate = recordingRate
    }

    /// Takes 10 ms of both; less than that ends in silence.
    package mutating func process(microphone: Span<Int16>, reference: Span<Int16>) -> ProcessedBlock {
        let start = SampleTime(Int64(position))
        position += recordingRate.blockSamples
        tape.write(reference, at: start)
        var block = Block(start: start, rate: recordingRate, epoch: 0, samples: microphone)
        while !block.isFull { _ = block.append([0].span) }
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: recordingRate, playbackRate: recordingRate, epoch: 0,
            isPlaying: true)
        pipeline.prepare(block, clock: clock)
        let done = pipeline.process(block, clock: clock)
        if let tap = pipeline.tap, let estimate = estimator.add(tap) { pipeline.take(estimate) }
        return done
    }

    /// Whole recordings. The shorter one is filled up with silence.
    package mutating func process(
        microphone: [Int16], reference: [Int16], each: (ProcessedBlock) -> Void
    ) {
        let blocks = (microphone.count + recordingRate.blockSamples - 1) / recordingRate.blockSamples
        for number in 0..<blocks {
            let near = Self.part(microphone, number, recordingRate)
            let far = Self.part(reference, number, recordingRate)
            each(process(microphone: near.span, reference: far.span))
        }
    }

    private static func part(_ samples: [Int16], _ number: Int, _ rate: StreamRate) -> ArraySlice<Int16> {
        let start = min(number * rate.blockSamples, samples.count)
        return samples[start..<min(start + rate.blockSamples, samples.count)]
    }
}
