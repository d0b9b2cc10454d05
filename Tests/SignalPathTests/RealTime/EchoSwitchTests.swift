import Sound
import Testing

@testable import SignalPath

/// Echo cancellation is switched off and on again while the agent speaks.
@Suite struct EchoSwitchTests {
    private let second = 16_000

    /// dB that the output has in each second: off from the third to the fifth.
    private func levels(delay: Int, peak: Float) throws -> [Float] {
        let played = babbling(samples: 8 * second, peak: peak, seed: 3)
        let echo = Room(delay: delay).echo(of: played)
        let microphone = mixed(echo, hiss(samples: echo.count, peak: 6, seed: 4))
        var settings = PipelineSettings()
        var processor = OfflineProcessor.sixteen(settings)
        var sound: [Int16] = []
        for number in 0..<8 {
            if number == 3 || number == 5 {
                settings.cancelsEcho = number == 5
                processor.pipeline.apply(settings)
            }
            let part = (number * second)..<((number + 1) * second)
            sound += processor.run(Array(microphone[part]), Array(played[part])).sound
        }
        return (0..<8).map { loudness(sound[($0 * second)..<(($0 + 1) * second)]) }
    }

    @Test(arguments: [300, 4_800]) func theRoomIsAsSilentAsBefore(delay: Int) throws {
        let levels = try levels(delay: delay, peak: 12_000)
        #expect(levels[4] > levels[2] + 20)
        #expect(levels[7] < levels[4] - 20)
    }
}
