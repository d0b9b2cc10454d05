package import SignalPath
import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// A recording on its way through the signal path once more, with other settings: the very code that runs live.
package struct Replay {
    package let processed: [Int16]
    package let measures: RunMeasures

    /// `nil` when memory runs out or `proceed` says so.
    ///
    /// - Parameters:
    ///   - muted: where the microphone was muted on purpose, in order.
    ///   - proceed: told blocks done and in all, some ten times a second of work; false gives up.
    package init?(
        microphone: [Int16], reference: [Int16], muted: [RunMeasures.Stretch] = [], format: PipelineFormat,
        settings: PipelineSettings, proceed: (Int, Int) -> Bool
    ) {
        let rate = format.rate
        guard var processor = OfflineProcessor(format: format, recordingRate: rate, settings: settings) else {
            return nil
        }
        // The suppressor's delay: one block more, and the first one goes.
        let total = (microphone.count + rate.blockSamples - 1) / rate.blockSamples + 1
        var (samples, measures): ([Int16], RunMeasures) = ([], RunMeasures())
        samples.reserveCapacity(total * rate.blockSamples)
        var (settings, mutes) = (settings, muted[...])
        for number in 0..<total {
            if number % 500 == 0, !proceed(number, total) { return nil }
            while let first = mutes.first, first.end <= number * 10 { mutes.removeFirst() }
            let isMuted = mutes.first.map { $0.start <= number * 10 } ?? false
            if isMuted != settings.isMuted {
                settings.isMuted = isMuted
                processor.pipeline.apply(settings)
            }
            let before = threadMicroseconds()
            let done = processor.process(
                microphone: Self.part(microphone, number, rate).span, reference: Self.part(reference, number, rate).span
            )
            let time = threadMicroseconds() - before
            done.block.withSamples { span in for index in 0..<span.count { samples.append(span[index]) } }
            if number > 0 { measures.add(done, microseconds: time) }
        }
        let skipped = settings.noise.delaysSound ? rate.blockSamples : 0
        processed = Array(samples[skipped..<min(samples.count, skipped + microphone.count)])
        self.measures = measures
        _ = proceed(total, total)
    }

    private static func part(_ samples: [Int16], _ number: Int, _ rate: StreamRate) -> ArraySlice<Int16> {
        let start = min(number * rate.blockSamples, samples.count)
        return samples[start..<min(start + rate.blockSamples, samples.count)]
    }
}

/// Time this thread has worked; other load on the machine is not in it.
package func threadMicroseconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1_000
}
