import Sound
import Testing

@testable import Conversation

/// The loop with fakes at every port and a clock that stands still.
@Suite(.timeLimit(.minutes(1))) struct ConversationLoopTests {
    private struct World {
        let deeds = Deeds()
        let clock = TestClock()
        let audio: FakeDuplexAudio
        let service: FakeVoiceService
        let journal = FakeJournal()
        let observer: FakeObserver
        let conversation: Conversation<TestClock>

        init(_ settings: ConversationSettings = .script(), capacity: Int = 4_096) {
            audio = FakeDuplexAudio(deeds)
            service = FakeVoiceService(deeds)
            observer = FakeObserver(deeds)
            let ports = ConversationPorts(
                audio: audio, service: service, tools: FakeToolHost(deeds: deeds), journal: journal, observer: observer)
            conversation = Conversation(settings, ports: ports, clock: clock, capacity: capacity)
        }

        /// The next `count` deeds.
        func next(_ count: Int) async -> [String] {
            var words: [String] = []
            var iterator = deeds.stream.makeAsyncIterator()
            while words.count < count, let word = await iterator.next() { words.append(word) }
            return words
        }

        func reaches(_ phase: ConversationPhase) async {
            for await present in observer.phases where present == phase { return }
        }
    }

    @Test func aWholeConversation() async {
        let world = World()
        async let ending = world.conversation.run()
        #expect(await world.next(2) == ["listen", "open 1 at cloud"])
        await world.reaches(.listening)
        world.service.says(
            .speechStarted("U1", position: .zero), .speechStopped("U1", position: .seconds(1)),
            .inputCommitted("U1", after: nil), .inputTranscriptDone("U1", "hello"), .responseCreated("R1"),
            .text("R1", "A1", "a b c d e f g h i j"), .sound("R1", "A1", 1_000))
        #expect(await world.next(1) == ["play 1000 of A1"])
        world.service.says(.speechStarted("U2", position: .seconds(3)))
        #expect(await world.next(2) == ["cut", "truncate A1 at 700"])
        world.conversation.tell(.stop(.now))
        #expect(await world.next(3) == ["stop listening", "close 1", "ended stopped"])
        #expect(await ending == .stopped)
        #expect(!world.audio.isFollowed)
        #expect(world.journal.entries.last == .ended)
        let memory = ConversationMemory(folding: world.journal.entries)
        #expect(memory.lines.first?.text == "hello")
        #expect(memory.lines.dropFirst().first?.heard?.milliseconds == 700)
    }

    @Test func ordersGivenBeforeTheRunWaitForIt() async {
        let world = World()
        world.conversation.tell(.stop(.now))
        #expect(await world.conversation.run() == .stopped)
    }

    @Test func cancellingTheTaskStopsTheConversation() async {
        let world = World()
        let task = Task { await world.conversation.run() }
        await world.reaches(.listening)
        task.cancel()
        #expect(await task.value == .stopped)
        #expect(await world.next(5) == ["listen", "open 1 at cloud", "stop listening", "close 1", "ended stopped"])
    }

    @Test func alarmsRingOnTheGivenClock() async {
        let world = World(.script { $0.idle.timeout = .seconds(60) })
        async let ending = world.conversation.run()
        await world.reaches(.listening)
        await world.clock.untilAnAlarm(isSetTo: .seconds(60))
        world.clock.advance(to: .seconds(60))
        #expect(await ending == .idle)
    }

    @Test func toolsAreCalledAndAnswered() async {
        let world = World(.script { $0.plan.tools = [ToolDescription(name: "next_stop")] })
        async let ending = world.conversation.run()
        await world.reaches(.listening)
        world.service.says(.responseCreated("R1"), .call("R1", "c1", "next_stop", #"{"line":4}"#), .done("R1"))
        #expect(await world.next(3).last == #"call 1 next_stop {"line":4}"#)
        world.conversation.tell(.toolResult(CallNumber(1), .output("Harbour")))
        #expect(await world.next(2) == ["answer c1: Harbour", "ask"])
        world.conversation.tell(.stop(.now))
        #expect(await ending == .stopped)
    }

    @Test func moreThanTheQueueHoldsIsSaidAndAnsweredByANewConnection() async {
        let world = World(capacity: 8)
        for _ in 0..<20 { world.conversation.tell(.touch) }
        async let ending = world.conversation.run()
        let deeds = await world.next(3)
        #expect(deeds.prefix(2) == ["listen", "open 1 at cloud"])
        #expect(deeds.last?.hasPrefix("lost inputs(1") == true)
        world.conversation.tell(.stop(.now))
        #expect(await ending == .stopped)
    }

    @Test func aMovingClockCountsFromItsStart() async throws {
        let clock = ClockSinceStart()
        let before = clock.now()
        await withCheckedContinuation { continuation in
            _ = clock.alarm(at: before + .milliseconds(1)) { continuation.resume() }
        }
        #expect(clock.now() >= before + .milliseconds(1))
    }
}
