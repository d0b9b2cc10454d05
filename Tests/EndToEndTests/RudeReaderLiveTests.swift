import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing

/// Clients that ask for everything and read nothing, beside a conversation: who speaks and who listens notices nothing, and
/// what waits for them is bounded.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RudeReaderLiveTests {
    private static let follow = #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#
    private static let listen = #"{"id":2,"method":"tap.open","params":{"point":"mic.raw"}}"#
    private static let flood = #"{"id":3,"method":"rpc.discover"}"#
    /// Bytes that may wait for all clients of one user.
    private static let mostWaiting: Int64 = 2_097_152

    @Test func theConversationGoesOnBesideClientsThatDoNotRead() async throws {
        var plan = Stage.Plan()
        plan.control = "requests_per_second = 100000\n"
        let stage = try Stage(plan)
        try await stage.start()
        let socket = stage.daemon.socket
        let stopped = try ChildProcess(
            try Programs.folder() + "/control-bench", ["client", socket, Self.follow, Self.listen])
        let deaf = try LineClient(socket)
        for line in [Self.follow, Self.listen] { deaf.send(line: line) }
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(700, samples: tone(milliseconds: 12_000)))
        try await stage.wait("the answer") { Loudspeaker(stage.room).onset(from: start) != nil }
        stopped.send(SIGSTOP)
        let heard = try #require(stage.agent.lines.last).arrivals.count
        let played = stage.room.playedEnd

        let flooder = try LineClient(socket)
        let neighbour = try stage.daemon.client()
        var pings = 0
        while stage.room.playedEnd < played + 6 * stage.room.settings.rate {
            flooder.send(line: Self.flood)
            try neighbour.ask("rpc.ping")
            pings += 1
            let waiting = try neighbour.ask("daemon.clients")["clients"]?.array ?? []
            #expect(waiting.reduce(0) { $0 + ($1["queue_bytes"]?.wholeNumber ?? 0) } <= Self.mostWaiting)
            try await stage.listen(milliseconds: 50)
        }
        #expect(pings > 20)

        // The answer has no hole, and the service has missed nothing of the microphone.
        let end = stage.room.playedEnd
        let hole = Loudspeaker(stage.room).silence(from: played, lasting: 30)
        #expect(hole == nil || hole! >= end)
        let arrivals = Array(try #require(stage.agent.lines.last).arrivals.dropFirst(heard))
        let first = try #require(arrivals.first)
        let last = try #require(arrivals.last)
        let missing = Double(last.instant - first.instant) / 1_000 - Double(last.start - first.start) / 16
        #expect(missing < 60, "milliseconds")

        stopped.kill()
        deaf.hangUp()
        flooder.hangUp()
        let isAsBefore = try becomesTrue(within: .seconds(5)) {
            try neighbour.ask("daemon.clients")["clients"]?.array?.count == 2
        }
        #expect(isAsBefore)
    }
}
