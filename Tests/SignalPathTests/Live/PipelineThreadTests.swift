import Sound
import TestBench
import Testing

@testable import SignalPath

@Suite struct PipelineThreadTests {
    @Test func liveIsOfflineToTheBit() async throws {
        let rate = StreamRate(hertz: 16_000)!
        let played = babbling(samples: 32_000, peak: 12_000, seed: 1)
        let microphone = mixed(Room(delay: 300).echo(of: played), hiss(samples: played.count, peak: 20, seed: 2))
        // The net is shown whether the delay is known; here blocks come faster than the delay's thread can tell.
        var settings = PipelineSettings()
        settings.detector = .energy
        var offline = OfflineProcessor.sixteen(settings)
        let wanted = offline.run(microphone, played)

        var format = PipelineFormat(rate: rate)
        format.leadMilliseconds = 0
        let tape = ReferenceTape(capacity: 64_000)
        tape.write(played.span, at: .zero)
        let thread = try #require(PipelineThread(format: format, tape: tape, settings: settings))
        var output = try taken(thread.takeOutput())
        #expect(thread.start(priority: 0))
        let clock = ClockPair(
            capture: .zero, playback: .zero, captureRate: rate, playbackRate: rate, epoch: 0, isPlaying: true)
        var sound: [Int16] = []
        var probabilities: [Float] = []
        for start in stride(from: 0, to: 32_000, by: 160) {
            let block = Block(
                start: SampleTime(Int64(start)), rate: rate, epoch: 0,
                samples: microphone.span.extracting(start..<(start + 160)))
            thread.capture.captured(block, clock: clock)
            #expect(thread.bell.wait(milliseconds: 10_000))
            let done = try taken(output.read())
            probabilities.append(done.probability)
            done.block.withSamples { for index in 0..<$0.count { sound.append($0[index]) } }
        }
        thread.stop()
        #expect(sound == wanted.sound)
        #expect(probabilities == wanted.blocks.map(\.probability))
        #expect(thread.scheduling == .ordinary(refusal: 0))
        #expect(thread.lostOutput == 0)
    }
}
