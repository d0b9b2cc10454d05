import Dispatch
import Synchronization

/// A session's recogniser on a queue of its own, so that a slow search never holds up the session. One that does nothing
/// any more is left behind, with its turn, and another takes its place.
package final class HearingQueue: Listener, Sendable {
    /// Calls back after a time, on any thread.
    typealias Delay = @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

    private let pool: RecogniserPool
    private let patience: Duration
    private let delay: Delay
    private let heard: @Sendable (Int, Result<Heard, any Error>) -> Void
    private let glimpsed: @Sendable (Int, Recognition) -> Void
    private let state: Mutex<State>

    private struct State {
        var worker: HearingWorker
        /// What the worker was given to do, and did.
        var given = 0
        var done = 0
        var isWatched = false
        /// How often nothing had been done since the last look.
        var idleLooks = 0
        var grammar: Grammar?
        /// The turn that is being heard.
        var open: Int?
        /// A turn whose sound went to a worker that was left behind.
        var lost: Int?
        /// Ended turns without an answer.
        var ended: [Int] = []
        /// Samples that wait for the recogniser.
        var samples = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Sound that may wait for the recogniser, in samples: 5 s.
    private static let mostWaiting = 80_000
    /// Making a recogniser may take so many times longer than a piece of work.
    private static let looksWhileMaking = 8

    /// - Parameter patience: How long one piece of work may take. Longer than an outer engine's own patience.
    package convenience init(
        pool: RecogniserPool, patience: Duration = .seconds(8),
        glimpsed: @escaping @Sendable (Int, Recognition) -> Void = { _, _ in },
        heard: @escaping @Sendable (Int, Result<Heard, any Error>) -> Void
    ) {
        self.init(pool: pool, patience: patience, delay: Self.sleep, glimpsed: glimpsed, heard: heard)
    }

    /// For tests: `delay` tells when time has passed.
    init(
        pool: RecogniserPool, patience: Duration, delay: @escaping Delay,
        glimpsed: @escaping @Sendable (Int, Recognition) -> Void = { _, _ in },
        heard: @escaping @Sendable (Int, Result<Heard, any Error>) -> Void
    ) {
        self.pool = pool
        self.patience = patience
        self.delay = delay
        self.heard = heard
        self.glimpsed = glimpsed
        state = Mutex(State(worker: HearingWorker(pool: pool)))
    }

    private static func sleep(_ duration: Duration, _ then: @escaping @Sendable () -> Void) {
        Task {
            try? await Task.sleep(for: duration)
            then()
        }
    }

    package func expect(_ grammar: Grammar) {
        state.withLock { $0.grammar = grammar }
        give { _, worker in worker.expect(grammar) }
    }

    package func begin(turn: Int) {
        state.withLock { $0.open = turn }
        give { _, worker in worker.begin(turn: turn) }
    }

    package func hear(_ samples: [Int16]) {
        // The rest of a turn whose beginning is lost.
        if state.withLock({ $0.open != nil && $0.open == $0.lost }) { return }
        give(samples.count) { queue, worker in
            guard let (turn, found) = worker.hear(samples), let queue, queue.isPresent(worker) else { return }
            queue.glimpsed(turn, found)
        }
    }

    package func end(turn: Int) {
        let isLost = state.withLock { state in
            state.open = nil
            if state.lost == turn { return true }
            state.ended.append(turn)
            return false
        }
        if isLost { return heard(turn, .failure(RecognitionError.noAnswer(within: patience))) }
        give { queue, worker in
            let result = worker.end()
            if queue?.mayAnswer(turn, worker) == true { queue?.heard(turn, result) }
        }
    }

    package func drop() {
        state.withLock { $0.open = nil }
        give { _, worker in worker.drop() }
    }

    /// Waits while more sound waits for the recogniser than a session may keep.
    package func room() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.samples < Self.mostWaiting { return true }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    // MARK: Work

    /// Hands work to the worker's queue. A worker that never comes back holds itself alone, not the session.
    private func give(
        _ samples: Int = 0, _ work: @escaping @Sendable (HearingQueue?, HearingWorker) -> Void
    ) {
        let (worker, watched) = state.withLock { state in
            state.given += 1
            state.samples += samples
            defer { state.isWatched = true }
            return (state.worker, state.isWatched ? nil : state.done)
        }
        worker.queue.async { [weak self] in
            work(self, worker)
            self?.did(samples, worker)
        }
        if let watched { watch(watched) }
    }

    private func did(_ samples: Int, _ worker: HearingWorker) {
        let free = state.withLock { state in
            guard state.worker === worker else { return [CheckedContinuation<Void, Never>]() }
            state.done += 1
            state.samples -= samples
            guard state.samples < Self.mostWaiting else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in free { waiter.resume() }
    }

    private func isPresent(_ worker: HearingWorker) -> Bool { state.withLock { $0.worker === worker } }

    /// Once, and not when the turn was given up.
    private func mayAnswer(_ turn: Int, _ worker: HearingWorker) -> Bool {
        state.withLock { state in
            guard state.worker === worker, let index = state.ended.firstIndex(of: turn) else { return false }
            state.ended.remove(at: index)
            return true
        }
    }

    // MARK: Patience

    private func watch(_ done: Int) {
        delay(patience) { [weak self] in self?.look(since: done) }
    }

    private enum Sight {
        case nothingToDo
        case goesOn(done: Int)
        case stalled(turns: [Int], waiting: [CheckedContinuation<Void, Never>])
    }

    private func look(since before: Int) {
        switch state.withLock({ sight(&$0, since: before) }) {
        case .nothingToDo: break
        case .goesOn(let done): watch(done)
        case .stalled(let turns, let waiting):
            for turn in turns { heard(turn, .failure(RecognitionError.noAnswer(within: patience))) }
            for waiter in waiting { waiter.resume() }
        }
    }

    private func sight(_ state: inout State, since before: Int) -> Sight {
        if state.done == state.given {
            state.isWatched = false
            state.idleLooks = 0
            return .nothingToDo
        }
        state.idleLooks = state.done == before ? state.idleLooks + 1 : 0
        guard state.idleLooks >= (state.worker.isReady ? 1 : Self.looksWhileMaking) else {
            return .goesOn(done: state.done)
        }
        let worker = HearingWorker(pool: pool)
        // Before anything else is given to it.
        if let grammar = state.grammar { worker.queue.async { worker.expect(grammar) } }
        var fresh = State(worker: worker)
        (fresh.grammar, fresh.lost) = (state.grammar, state.open)
        defer { state = fresh }
        return .stalled(turns: state.ended, waiting: state.waiting)
    }
}
