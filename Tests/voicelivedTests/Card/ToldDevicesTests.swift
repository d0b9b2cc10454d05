import ControlProtocol
import Sound
import Testing

@testable import voicelived

/// audio.device: what came, what went, what was chosen.
@Suite struct ToldDevicesTests {
    private var told = ToldDevices()
    private var status = SoundStatus()

    private func device(_ name: String, _ direction: SoundDirection = .capture) -> SoundDevice {
        SoundDevice(
            name: name, description: name, direction: direction, isMonitor: false, isDefault: false, rate: 48_000,
            properties: [:])
    }

    private mutating func news(_ event: SoundEvent) -> [String] {
        status.apply(event)
        return told.news(event, status).map { "\($0.change) \($0.direction) \($0.device.name)" }
    }

    @Test mutating func whatIsThereAtFirstIsNoNewsAndWhatComesAndGoesIs() {
        #expect(news(.devices([device("a")])) == [])
        #expect(
            news(.devices([device("a"), device("b"), device("b", .playback)])) == ["added input b", "added output b"])
        #expect(news(.devices([device("b"), device("b", .playback)])) == ["removed input a"])
        #expect(news(.devices([])) == ["removed input b", "removed output b"])
        #expect(news(.devices([device("a")])) == ["added input a"])
    }

    @Test mutating func aChoiceIsToldOnce() {
        _ = news(.devices([device("a"), device("b"), device("a", .playback)]))
        #expect(news(.capture(.opening(device: "a"))) == [])
        #expect(news(.capture(.running(stream("a", latency: 20)))) == ["chosen input a"])
        #expect(news(.capture(.running(stream("a", latency: 30)))) == [])
        #expect(news(.playback(.running(stream("a", latency: 30)))) == ["chosen output a"])
        #expect(news(.capture(.running(stream("b", latency: 20)))) == ["chosen input b"])
        #expect(news(.capture(.noDevice)) == [])
        #expect(news(.capture(.running(stream("b", latency: 20)))) == ["chosen input b"])
    }

    private func stream(_ device: String, latency: Int) -> RunningStream {
        RunningStream(device: device, rate: .highest, grantedSamples: 480, latencyMilliseconds: latency)
    }
}
