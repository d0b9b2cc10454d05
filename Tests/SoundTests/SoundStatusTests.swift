import Sound
import Testing

@Suite struct SoundStatusTests {
    @Test func everyEventIsInThePresentAfterIt() {
        var status = SoundStatus()
        let device = SoundDevice(
            name: "spk", description: "", direction: .playback, isMonitor: false, isDefault: true, rate: 48_000,
            properties: [:])
        for event in [
            SoundEvent.server(.ready("x")), .devices([device]), .capture(.noDevice),
            .playback(.stalled(milliseconds: 9)),
            .input(.clipped), .lost(.capture, samples: 5), .lost(.capture, samples: 6), .lost(.playback, samples: 7),
            .serverIsFrozen,
        ] { status.apply(event) }
        #expect(status.server == .ready("x"))
        #expect(status.devices == [device])
        #expect(status.capture == .noDevice)
        #expect(status.playback == .stalled(milliseconds: 9))
        #expect(status.input == .clipped)
        #expect(status.lostCapture == 11)
        #expect(status.lostPlayback == 7)
    }
}
