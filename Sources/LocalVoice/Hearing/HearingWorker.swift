import Dispatch
import Synchronization

/// One recogniser on a queue of its own. It may be left behind while it still works: then it goes when it is done.
///
/// Concurrency: all but `isReady` is touched on the serial queue alone.
final class HearingWorker: @unchecked Sendable {
    // @unchecked: `recogniser` and what belongs to it live on `queue`.
    let queue = DispatchQueue(label: "voicelive-local.hearing")
    private let pool: RecogniserPool
    private let hasRecogniser = Mutex(false)
    /// The turn that is being heard, until something of it was glimpsed.
    private var turn: Int?
    private var recogniser: (any Recogniser)?
    private var failure: (any Error)?

    init(pool: RecogniserPool) {
        self.pool = pool
    }

    deinit {
        // Nothing is left on the queue when the last reference goes.
        if let recogniser {
            _ = recogniser.finish()
            pool.giveBack(recogniser)
        }
    }

    /// Whether its recogniser was made; that takes long when many are made at once. From any thread.
    var isReady: Bool { hasRecogniser.withLock { $0 } }

    // MARK: On the queue

    func expect(_ grammar: Grammar) {
        do { try ready()?.expect(grammar) } catch { failure = error }
    }

    func begin(turn: Int) {
        self.turn = turn
        let recogniser = ready()
        _ = recogniser?.finish()
        recogniser?.begin()
    }

    /// What is sure of the turn already.
    func hear(_ samples: [Int16]) -> (Int, Recognition)? {
        recogniser?.hear(samples)
        guard let turn, let found = recogniser?.glimpse() else { return nil }
        self.turn = nil
        return (turn, found)
    }

    func end() -> Result<Heard, any Error> {
        guard let recogniser else {
            return .failure(failure ?? RecognitionError.grammarRefused(reason: "no grammar"))
        }
        return .success(recogniser.finish())
    }

    func drop() { _ = recogniser?.finish() }

    private func ready() -> (any Recogniser)? {
        if recogniser == nil {
            do { recogniser = try pool.take() } catch { failure = error }
            hasRecogniser.withLock { $0 = recogniser != nil }
        }
        return recogniser
    }
}
