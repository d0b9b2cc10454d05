import Conversation
import Sound
import Testing

@testable import LiveAudio

@Suite struct HealthTests {
    private let running = SoundStreamState.running(
        RunningStream(device: "d", rate: .highest, grantedSamples: 480, latencyMilliseconds: 10))

    private func health(_ events: SoundEvent...) -> DuplexHealth? {
        var status = SoundStatus()
        for event in events { status.apply(event) }
        return DuplexHealth(status)
    }

    @Test func whatIsBeingFoundOutIsNotTold() {
        #expect(health(.server(.connecting)) == nil)
        #expect(health(.server(.ready("s")), .capture(.opening(device: "m"))) == nil)
    }

    @Test func eachWantHasItsName() {
        #expect(health(.server(.down(reason: "gone"))) == .noSound)
        #expect(health(.server(.ready("s")), .capture(.noDevice)) == .noMicrophone)
        #expect(health(.server(.ready("s")), .capture(.stalled(milliseconds: 500))) == .noMicrophone)
        #expect(health(.server(.ready("s")), .capture(running), .playback(.noDevice)) == .noLoudspeaker)
        #expect(health(.server(.ready("s")), .capture(running), .playback(.opening(device: "l"))) == .good)
    }
}
