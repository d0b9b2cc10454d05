import ControlProtocol
import Conversation
import Diagnostics
import Sound
import Synchronization
import Testing

@testable import voicelived

/// What becomes of the sound system's states in the daemon's health, by their names.
@Suite struct SoundNewsTests {
    /// Time that goes on by a minute at each look: some troubles are shown only when they last.
    private final class Minutes: Sendable {
        private let passed = Atomic<Int>(0)
        var now: Duration { .seconds(60 * passed.load(ordering: .relaxed)) }
        func pass() { passed.add(1, ordering: .relaxed) }
    }

    private let minutes: Minutes
    private let health: Health

    init() {
        let minutes = Minutes()
        self.minutes = minutes
        health = Health { minutes.now }
    }

    private func codes(of status: SoundStatus, after event: SoundEvent = .devices([])) -> [String] {
        let instruments = Instruments(
            log: Log(to: LogDestination.json.output(), level: .error), health: health,
            counters: Counters(version: "0", methods: [], profiles: [], currencies: []),
            clock: ClockSinceStart(), megaphone: Megaphone(), soundServerIsFrozen: {})
        SoundNews(instruments: instruments, board: StatusBoard()).tell(event, status)
        minutes.pass()
        return health.snapshot().map(\.warning.code).sorted()
    }

    private func status(_ change: (inout SoundStatus) -> Void = { _ in }) -> SoundStatus {
        var status = SoundStatus()
        let stream = RunningStream(
            device: "microphone", rate: .highest, grantedSamples: 480, latencyMilliseconds: 10)
        status.server = .ready("test")
        status.capture = .running(stream)
        change(&status)
        return status
    }

    /// It lasts until the server says otherwise: the next session opens the card anew, and hears the same.
    @Test func aVoiceThatIsLoweredIsATroubleUntilItIsNot() {
        #expect(codes(of: status(), after: .lowered(["a module lowers us"])) == ["audio/lowered"])
        #expect(health.snapshot().first?.detail == "a module lowers us")
        #expect(codes(of: status()) == ["audio/lowered"])
        #expect(codes(of: status(), after: .lowered([])) == [])
    }

    @Test func aHealthyCardHasNoTrouble() { #expect(codes(of: status()) == []) }

    @Test(arguments: [
        (InputHealth.silent, "audio/silent"), (.stuck, "audio/stuck"), (.clipped, "audio/clipping"),
    ])
    func aSickMicrophoneHasItsName(_ input: InputHealth, _ code: String) {
        #expect(codes(of: status { $0.input = input }) == [code])
        #expect(codes(of: status()) == [], "it clears itself")
    }

    @Test func missingDevicesAndFramesHaveTheirNames() {
        #expect(codes(of: status { $0.capture = .noDevice }) == ["audio/no_source"])
        #expect(codes(of: status { $0.playback = .noDevice }) == ["audio/no_sink"])
        #expect(codes(of: status { $0.capture = .stalled(milliseconds: 700) }) == ["audio/stalled"])
    }

    @Test(arguments: [
        (ServerState.full, "full"), (.refused, "does not let the daemon in"), (.down(reason: "nobody there"), "nobody"),
    ])
    func aServerThatTakesNobodySaysWhy(_ server: ServerState, _ word: String) {
        #expect(codes(of: status { $0.server = server }) == ["audio/server_down"])
        #expect(health.snapshot().first?.detail.contains(word) == true)
    }
}
