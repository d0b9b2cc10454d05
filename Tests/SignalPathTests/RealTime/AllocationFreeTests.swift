import Sound
import TestBench
import Testing

@testable import SignalPath

/// What runs on audio threads neither allocates nor frees, whatever happens to it.
@Suite struct AllocationFreeTests {
    @Test func renderingResampledSoundThroughFadesPromptsAndInterruptions() throws {
        // Once to warm up, once counted.
        _ = try renderEverything(Playout.plain())
        let playout = Playout.plain()
        let count = try renderEverything(playout)
        #expect(count == nil || count == AllocationCount(allocated: 0, freed: 0))
        _ = playout.collect()
        #expect(playout.lostRecords == 0)
        #expect(playout.account(of: PlayoutTag(response: 1, item: 9))?.heard == 24_000)
        #expect(playout.account(of: PlayoutTag(response: 3, item: 1))?.heard == 24_000)
    }

    private func renderEverything(_ playout: Playout) throws -> AllocationCount? {
        let queue = playout.queue
        queue.prepare(rate: StreamRate(hertz: 48_000)!, start: .zero)
        let second = [Int16](repeating: 5_000, count: 24_000)
        for response in 1...3 {
            try playout.say(second, hertz: 24_000, PlayoutTag(response: UInt32(response), item: 1))
        }
        try playout.say(second, hertz: 16_000, PlayoutTag(response: 1, item: 9), lane: .prompt)
        var block = [Int16](repeating: 0, count: 480)
        var position = SampleTime.zero
        return allocations {
            for number in 0..<500 {
                if number == 170 { playout.pause() }
                if number == 180 { playout.resume() }
                if number == 200 { playout.raiseResponse(to: 2) }
                var span = block.mutableSpan
                _ = queue.render(into: &span, start: position)
                position = position + 480
                if number % 2 == 0 { queue.heard(until: SampleTime(max(0, position.samples - 1_920))) }
                if number == 175 || number == 300 {
                    position = SampleTime(position.samples - 1_000)
                    queue.takenBack(from: position)
                }
            }
        }
    }

    @Test func processingTenMilliseconds() throws {
        let rate = StreamRate(hertz: 48_000)!
        let tape = ReferenceTape(capacity: 96_000)
        let pipeline = try #require(Pipeline(format: PipelineFormat(rate: StreamRate(hertz: 16_000)!), tape: tape))
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: true)
        let sound = babbling(samples: 48_000, peak: 12_000, seed: 1, rate: 48_000)
        var microphone = mixed(sound, babbling(samples: 24_000, peak: 9_000, seed: 2, rate: 48_000), at: 24_000)
        // Muted for a while.
        for index in 28_800..<33_600 { microphone[index] = 0 }
        tape.write(sound.span, at: .zero)
        let first = Block(start: .zero, rate: rate, epoch: 0, samples: microphone[0..<480].span)
        pipeline.prepare(first, clock: clock)
        pipeline.settings.gain.isOn = true
        var speech = 0
        #expect(
            runsWithoutAllocation {
                for number in 0..<99 {
                    let start = number * 480
                    let block = Block(
                        start: SampleTime(Int64(start)), rate: rate, epoch: number < 95 ? 0 : 1,
                        samples: microphone.span.extracting(start..<(start + 480)))
                    pipeline.prepare(block, clock: clock)
                    if number == 30 || number == 50 {
                        pipeline.take(Self.estimate(at: number))
                    }
                    if pipeline.process(block, clock: clock).isSpeech { speech += 1 }
                }
            })
        // Once to warm up, once counted.
        #expect(pipeline.counters.blocks == 198)
        #expect(pipeline.counters.rebuilds == 3)
    }

    /// First a drift to be followed, then a jump.
    private static func estimate(at block: Int) -> DelayEstimate {
        let drift = DriftEstimate(partsPerMillion: 150, uncertainty: 2, milliseconds: 40)
        return block == 30
            ? DelayEstimate(block: 5, generation: 0, milliseconds: 40, confidence: 20, drift: drift)
            : DelayEstimate(block: 20, generation: 0, milliseconds: 300, confidence: 20)
    }

    @Test func takingInCapturedBlocks() throws {
        let tape = ReferenceTape(capacity: 96_000)
        let thread = try #require(
            PipelineThread(format: PipelineFormat(rate: StreamRate(hertz: 16_000)!), tape: tape))
        let block = Block(start: .zero, rate: StreamRate(hertz: 16_000)!, epoch: 0)
        let clock = CapturedBlock.blank.clock
        #expect(runsWithoutAllocation { for _ in 0..<100 { thread.capture.captured(block, clock: clock) } })
        #expect(thread.capture.droppedBlocks == 136)
    }
}
