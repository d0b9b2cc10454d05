import Conversation
import PulseSound
import SignalPath
import Sound
import Synchronization
import TestBench
import Testing

@testable import LiveAudio

#if canImport(Glibc)
    import Glibc
#endif

/// The port on private sound servers, with all its threads.
private final class ServerBench: DuplexBench, @unchecked Sendable {
    // @unchecked: belongs to one thread after another; what it holds is made for many.
    let audio: LiveAudio
    let slack = 150
    private let server: any SoundServer
    private let system: PulseSoundSystem
    private let pipeline: PipelineThread

    init(_ kind: SoundServerKind) throws {
        server = try kind.start()
        var settings = SoundSettings()
        settings.server = server.address
        settings.sink.preferences = [.name(VirtualDevice.loudspeaker.name)]
        settings.sink.acceptsDefault = false
        settings.keepSinkWarm = .milliseconds(100)
        let tape = ReferenceTape(capacity: 192_000)
        let rate = try #require(StreamRate(hertz: 16_000))
        let playout = try #require(Playout())
        pipeline = try #require(PipelineThread(format: PipelineFormat(rate: rate), tape: tape))
        system = PulseSoundSystem(settings: settings)
        audio = LiveAudio(
            system: system, pipeline: pipeline, playout: playout, clock: ClockSinceStart())
        #expect(pipeline.start(priority: 0))
        #expect(audio.start())
        system.start(SoundWiring(capture: pipeline.capture, playback: playout.queue, reference: tape))
    }

    func pass(milliseconds: Int) {
        usleep(UInt32(milliseconds) * 1_000)
        audio.note(system.status)
    }

    var played: [Int16]? { nil }

    func stop() {
        system.stop()
        audio.stop()
        pipeline.stop()
        server.kill()
    }
}

@Suite(.serialized) struct ContractLiveTests {
    @Test(.timeLimit(.minutes(1)), arguments: DuplexContract.allCases)
    func keepsOnPulseAudio(_ promise: DuplexContract) async throws {
        let breaches = await promise.breaches(on: try ServerBench(.pulseAudio))
        #expect(breaches.isEmpty, "\(breaches)")
    }
}
