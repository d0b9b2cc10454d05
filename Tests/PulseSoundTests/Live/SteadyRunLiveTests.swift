import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.serialized) struct SteadyRunLiveTests {
    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func capturesAndPlays(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        #expect(card.system.status.playback == .closed)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        usleep(3_000_000)
        let status = card.system.status
        print(
            kind, status.server, status.capture, status.playback, status.lostCapture, status.lostPlayback,
            status.scheduling as Any)
        print(card.captured.heard)
        print(card.played.told)
        for event in card.system.status.devices { print(event.name, event.isMonitor, event.isDefault, event.rate) }
    }
}
