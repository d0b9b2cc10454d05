import Sound
import TestBench
import Testing

@testable import SignalPath

/// When the loop wakes those who read it.
@Suite struct PipelineLoopTests {
    private let rate = StreamRate(hertz: 16_000)!

    /// Numbers of the blocks behind which the bell rang, at one packet in two blocks, and one bell in four in quiet.
    private func bells(_ sound: [Int16], detector: SpeechDetector = .energy) throws -> [Int] {
        var settings = PipelineSettings()
        settings.detector = detector
        let pipeline = try #require(
            Pipeline(format: PipelineFormat(rate: rate), tape: ReferenceTape(capacity: 64_000), settings: settings))
        let captured = Ring<CapturedBlock>(capacity: 8, filledWith: .blank)
        let mailbox = Mailbox<PipelineSettings>(settings)
        let output = Ring<ProcessedBlock>(capacity: 512, filledWith: .blank(rate: rate))
        let probes = Ring<SignalProbe>(capacity: 8, filledWith: SignalProbe(start: .zero, rate: rate, epoch: 0))
        let taps = Ring<DelayTap>(capacity: 8, filledWith: DelayTap(block: 0, generation: 0))
        let estimates = Mailbox<DelayEstimate>(DelayEstimate(block: 0, generation: 0, milliseconds: 0, confidence: 0))
        let (input, bell, tapBell) = try (
            #require(Doorbell()), #require(Doorbell()), #require(Doorbell())
        )
        let port = try DelayPort(
            taps: taken(taps.takeWriter()), estimates: taken(estimates.takeReceiver()), bell: tapBell)
        let loop = try PipelineLoop(
            pipeline: pipeline, captured: taken(captured.takeReader()), settings: taken(mailbox.takeReceiver()),
            output: taken(output.takeWriter()), probes: taken(probes.takeWriter()), delay: port, input: input,
            bell: bell, outputBlocksPerWake: 2, outputBlocksInQuiet: 4, quiet: Quiet())
        var writer = try taken(captured.takeWriter())
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: false)
        var rung: [Int] = []
        for number in 0..<(sound.count / 160) {
            let block = Block(
                start: SampleTime(Int64(number * 160)), rate: rate, epoch: 0,
                samples: sound.span.extracting((number * 160)..<(number * 160 + 160)))
            let isTaken = writer.write(CapturedBlock(block: block, clock: clock))
            #expect(isTaken)
            loop.step()
            if bell.wait(milliseconds: 0) { rung.append(number) }
        }
        return rung
    }

    @Test func aQuietRoomIsToldOfSeldom() throws {
        #expect(try bells(hiss(samples: 3_200, peak: 20, seed: 1)) == [3, 7, 11, 15, 19])
    }

    @Test func theMicrophoneWakesThePipelineSeldomInQuiet() throws {
        let ring = Ring<CapturedBlock>(capacity: 32, filledWith: .blank)
        let bell = try #require(Doorbell())
        let quiet = Quiet()
        let inlet = try CaptureInlet(
            writer: taken(ring.takeWriter()), bell: bell, blocksPerWake: 1, blocksInQuiet: 4, quiet: quiet)
        func bells(_ blocks: Int) -> [Bool] {
            (0..<blocks).map { _ in
                inlet.captured(CapturedBlock.blank.block, clock: CapturedBlock.blank.clock)
                return bell.wait(milliseconds: 0)
            }
        }
        #expect(bells(2) == [true, true])
        _ = quiet.exchange(true)
        #expect(bells(10) == [false, false, false, true, false, false, false, true, false, false])
        #expect(quiet.exchange(false))
        #expect(bells(2) == [true, true], "what waits comes with the next")
    }

    @Test func aVoiceIsToldOfAtOnceAndThenEveryPacket() throws {
        let quiet = hiss(samples: 16_000, peak: 20, seed: 1)
        let rung = try bells(quiet + babbling(samples: 8_000, peak: 12_000, seed: 2)).filter { $0 >= 100 }
        // In quiet the next bell would have been behind block 103.
        #expect(rung.first == 101)
        #expect(rung.filter { $0 > 110 } == Array(stride(from: 111, to: 150, by: 2)))
    }
}
