import Sound
import SoundContract
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// The real thing keeps the port's promises, on both servers.
@Suite(.serialized) struct ContractLiveTests {
    private final class Bench: ContractBench {
        private let server: any SoundServer
        private let pulse: PulseSoundSystem
        var system: any SoundSystem { pulse }

        init(_ kind: SoundServerKind) throws {
            server = try kind.start()
            pulse = PulseSoundSystem(settings: RunningCard.settings(for: server))
        }

        func pass(milliseconds: Int) { usleep(UInt32(milliseconds) * 1_000) }

        func happen(_ fault: FakeFault) throws {
            switch fault {
            case .serverDown: server.kill()
            case .serverUp: try server.start()
            case .serverFrozen: server.freeze()
            case .serverThawed: server.thaw()
            case .unplugged(let direction): try server.unplug(Self.device(direction))
            case .plugged(let direction): try server.plug(Self.device(direction))
            case .suspended(let direction): try server.suspend(Self.device(direction))
            case .resumed(let direction): try server.resume(Self.device(direction))
            case .lost: break
            }
        }

        private static func device(_ direction: SoundDirection) -> VirtualDevice {
            direction == .capture ? .microphone : .loudspeaker
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases, SoundContract.allCases)
    func keeps(_ kind: SoundServerKind, _ promise: SoundContract) throws {
        let breaches = try promise.breaches(on: Bench(kind))
        #expect(breaches == [])
    }
}
