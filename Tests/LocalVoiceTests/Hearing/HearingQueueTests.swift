import Dispatch
import Synchronization
import Testing

@testable import LocalVoice

/// A recogniser that stops working in the middle of a turn, in time that passes when told to.
@Suite(.timeLimit(.minutes(1))) struct HearingQueueTests {
    private static let grammar = Grammar(entries: [.words("hello")])
    private static let patience = Duration.seconds(8)

    /// A queue, its time, and what it told.
    private final class Bench: Sendable {
        let stage: Stage
        let time = TimeInHand()
        let queue: HearingQueue
        private let told: AsyncStream<String>.Continuation
        private let lines: AsyncStream<String>

        init(_ stage: Stage) {
            self.stage = stage
            let (lines, told) = AsyncStream.makeStream(of: String.self)
            (self.lines, self.told) = (lines, told)
            let time = time
            queue = HearingQueue(
                pool: RecogniserPool(keeping: 0) { stage.recogniser() }, patience: HearingQueueTests.patience,
                delay: { time.call(after: $0, $1) },
                heard: { turn, result in
                    switch result {
                    case .success(let heard): told.yield("\(turn): \(heard == .somethingElse ? "heard" : "nothing")")
                    case .failure(let error): told.yield("\(turn): \(error)")
                    }
                })
        }

        func next() async -> String? {
            var iterator = lines.makeAsyncIterator()
            return await iterator.next()
        }

        func mark() { told.yield("mark") }
    }

    private static let givenUp = "\(RecognitionError.noAnswer(within: patience))"

    @Test func aRecogniserThatNeverAnswersFailsItsTurnAndTheNextIsHeard() async {
        let bench = Bench(Stage(stalling: .finish))
        defer { bench.stage.release() }
        bench.queue.expect(Self.grammar)
        bench.queue.begin(turn: 1)
        bench.queue.hear([1, 2, 3])
        bench.queue.end(turn: 1)
        await bench.stage.stalled()
        bench.time.pass(.seconds(7))
        bench.mark()
        #expect(await bench.next() == "mark")
        // The watch began with the first work, so it may need two looks.
        bench.time.pass(.seconds(9))
        #expect(await bench.next() == "1: \(Self.givenUp)")
        bench.queue.begin(turn: 2)
        bench.queue.end(turn: 2)
        #expect(await bench.next() == "2: heard")
        #expect(bench.stage.made == 2 && bench.stage.grammars == 2)
        // What the first finds at last is nobody's business any more.
        bench.stage.release()
        bench.queue.begin(turn: 3)
        bench.queue.end(turn: 3)
        #expect(await bench.next() == "3: heard")
    }

    @Test func aFullQueueThatStandsStillHasRoomAgain() async {
        let bench = Bench(Stage(stalling: .hear))
        defer { bench.stage.release() }
        bench.queue.expect(Self.grammar)
        bench.queue.begin(turn: 1)
        bench.queue.hear([Int16](repeating: 0, count: 90_000))
        await bench.stage.stalled()
        async let room: Void = bench.queue.room()
        bench.time.pass(.seconds(16))
        await room
        // Half a turn is no turn.
        bench.queue.hear([1])
        bench.queue.end(turn: 1)
        #expect(await bench.next() == "1: \(Self.givenUp)")
        bench.queue.begin(turn: 2)
        bench.queue.hear([1])
        bench.queue.end(turn: 2)
        #expect(await bench.next() == "2: heard")
    }

    @Test func aRecogniserThatWorksIsKept() async {
        let bench = Bench(Stage(stalling: nil))
        bench.queue.expect(Self.grammar)
        for turn in 1...3 {
            bench.queue.begin(turn: turn)
            bench.queue.end(turn: turn)
            #expect(await bench.next() == "\(turn): heard")
            bench.time.pass(.seconds(60))
        }
        #expect(bench.stage.made == 1)
    }
}

/// Makes recognisers, of which the first stalls.
private final class Stage: Sendable {
    enum Place { case hear, finish }

    private let place: Place?
    private let counts = Mutex((made: 0, grammars: 0))
    private let gate = DispatchSemaphore(value: 0)
    private let reached: AsyncStream<Void>
    private let reach: AsyncStream<Void>.Continuation

    init(stalling place: Place?) {
        self.place = place
        (reached, reach) = AsyncStream.makeStream()
    }

    var made: Int { counts.withLock { $0.made } }
    var grammars: Int { counts.withLock { $0.grammars } }

    func recogniser() -> Played {
        let number = counts.withLock { counts in
            counts.made += 1
            return counts.made
        }
        return Played(self, stalling: number == 1 ? place : nil)
    }

    func stalled() async { for await _ in reached { return } }

    func release() { gate.signal() }

    fileprivate func stall() {
        reach.yield()
        gate.wait()
    }

    fileprivate func expected() { counts.withLock { $0.grammars += 1 } }

    final class Played: Recogniser, @unchecked Sendable {
        // @unchecked: one queue at a time uses it; see the port.
        private let stage: Stage
        private var place: Place?
        private var isInTurn = false

        init(_ stage: Stage, stalling place: Place?) {
            (self.stage, self.place) = (stage, place)
        }

        func expect(_ grammar: Grammar) { stage.expected() }
        func begin() { isInTurn = true }
        func hear(_ samples: [Int16]) { stall(in: .hear) }

        func finish() -> Heard {
            guard isInTurn else { return .nothing }
            isInTurn = false
            stall(in: .finish)
            return .somethingElse
        }

        private func stall(in here: Place) {
            guard place == here else { return }
            place = nil
            stage.stall()
        }
    }
}

/// Time that passes when told to, and calls back then.
private final class TimeInHand: Sendable {
    private struct State {
        var now = Duration.zero
        var calls: [(due: Duration, call: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    func call(after delay: Duration, _ call: @escaping @Sendable () -> Void) {
        state.withLock { $0.calls.append(($0.now + delay, call)) }
    }

    func pass(_ duration: Duration) {
        let end = state.withLock { $0.now + duration }
        while let call = state.withLock({ Self.next(&$0, before: end) }) { call() }
        state.withLock { $0.now = end }
    }

    private static func next(_ state: inout State, before end: Duration) -> (@Sendable () -> Void)? {
        guard let index = state.calls.indices.min(by: { state.calls[$0].due < state.calls[$1].due }),
            state.calls[index].due <= end
        else { return nil }
        state.now = state.calls[index].due
        return state.calls.remove(at: index).call
    }
}
