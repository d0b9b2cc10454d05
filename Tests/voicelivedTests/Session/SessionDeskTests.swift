import Configuration
import ControlProtocol
import Conversation
import Diagnostics
import Recording
import Synchronization
import TestBench
import Testing

@testable import ControlServer
@testable import voicelived

/// A whole desk over a sound server and a service that are not there.
@Suite struct SessionDeskTests {
    private final class Bench {
        let folder: TemporaryFolder
        let board = StatusBoard()
        let cards: CardDesk
        let desk: SessionDesk
        let settings: Settings

        init() throws {
            folder = try TemporaryFolder("desk")
            settings = try Written.endpoint(
                "authentication = \"none\"", url: "ws+unix:\(folder.path)/nobody.sock",
                rest: "[audio]\nserver = \"unix:\(folder.path)/nobody\"")
            let notifier = ServiceNotifier()
            let counters = Counters(
                version: "0", methods: ControlMethod.allCases.map(\.rawValue), profiles: [], currencies: ["EUR"])
            let clock = DaemonClock()
            let log = Log(to: LogDestination.json.output(), level: .error)
            let instruments = Instruments(
                log: log, health: Health(), counters: counters, clock: clock, megaphone: Megaphone(),
                soundServerIsFrozen: {})
            cards = CardDesk(
                instruments: instruments, clock: clock, board: board,
                supervision: Supervision(notifier: notifier, counters: counters), mute: MuteSwitch(startsMuted: false),
                rooms: RoomMemory(directory: nil, log: log), ages: ShelfClock(folder.path + "/clock") { .present })
            desk = SessionDesk(
                instruments: instruments, clock: clock, board: board, cards: cards,
                handOver: HandOver(notifier, inherited: []), folder: folder.path)
        }

        func ended() async {
            await desk.running.withLock { $0?.task }?.value
        }
    }

    @Test func aSessionEndedBeforeItHadBegunEnds() async throws {
        let bench = try Bench()
        bench.desk.end("s-1", because: .ownerGone, drain: .now)
        try bench.desk.start(SessionOrder.example("s-1"), settings: bench.settings)
        #expect(bench.desk.running.withLock { $0?.endReason } == "owner_gone")
        await bench.ended()
        #expect(bench.cards.card == nil)
        #expect(bench.board.read().session == nil)
        // The next one is none of that.
        try bench.desk.start(SessionOrder.example("s-2"), settings: bench.settings)
        #expect(bench.desk.running.withLock { $0?.endReason } == nil)
        #expect(bench.cards.card != nil)
        bench.desk.end("s-2", because: .stopped, drain: .now)
        await bench.ended()
        #expect(bench.cards.card == nil)
    }

    @Test func aSessionThatRunsTakesWhatIsWrittenNow() async throws {
        let bench = try Bench()
        try bench.desk.start(SessionOrder.example("s-1"), settings: bench.settings)
        var settings = bench.settings
        settings.session.maxDuration = .milliseconds(1)
        bench.desk.take(settings)
        await bench.ended()
        #expect(bench.cards.card == nil && bench.board.read().session == nil)
        // Nobody is there to take anything.
        bench.desk.take(settings)
    }

    @Test func theCardIsOnesOnly() async throws {
        let bench = try Bench()
        let lent = try bench.cards.borrow(bench.settings) { _ in }
        let measured = #expect(throws: ControlError.self) {
            try bench.desk.start(SessionOrder.example("s-1"), settings: bench.settings)
        }
        #expect(measured?.message.contains("measured") == true)
        #expect(throws: ControlError.self) { try bench.cards.borrow(bench.settings) { _ in } }
        await bench.cards.close(lent)
        try bench.desk.start(SessionOrder.example("s-2"), settings: bench.settings)
        let held = #expect(throws: ControlError.self) { try bench.cards.borrow(bench.settings) { _ in } }
        #expect(held?.message.contains("a session has") == true)
        bench.desk.end("s-2", because: .stopped, drain: .now)
        await bench.ended()
        await bench.cards.close(try bench.cards.borrow(bench.settings) { _ in })
    }
}

extension SessionOrder {
    static func example(_ name: String) -> SessionOrder {
        var generator = SystemRandomNumberGenerator()
        return SessionOrder(
            session: name, params: SessionStart.Params(mode: .vad), priority: .ui,
            client: ControlClient(connection: ConnectionID(1), role: .controller, uid: 1_000, pid: 1, name: "test"),
            lease: Lease(using: &generator))
    }
}
