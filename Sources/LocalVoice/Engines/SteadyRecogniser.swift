/// Hears through an outer engine, and through the embedded recogniser when that fails or rests.
///
/// The sound of a turn is kept until it is answered: an engine that dies in the middle of it costs no word.
///
/// Concurrency: belongs to one task at a time; see the port.
package final class SteadyRecogniser: Recogniser, @unchecked Sendable {
    // @unchecked: handed from task to task, never shared; see the port.

    /// Kept for the embedded recogniser: its grammar has no longer sentences. 30 s.
    private static let mostKept = 480_000

    private let engine: any HearingEngine
    private let health: EngineHealth
    private let pool: RecogniserPool
    private var embedded: (any Recogniser)?
    private var grammar: Grammar?
    private var turn: (any HearingTurn)?
    private var kept: [Int16] = []
    private var isEmbedded = false

    /// - Parameter pool: Embedded recognisers; one is taken when it is needed.
    package init(_ engine: any HearingEngine, health: EngineHealth, pool: RecogniserPool) {
        self.engine = engine
        self.health = health
        self.pool = pool
    }

    deinit {
        if let embedded { pool.giveBack(embedded) }
    }

    package func expect(_ grammar: Grammar) throws(RecognitionError) {
        self.grammar = grammar
        try embedded?.expect(grammar)
    }

    package func begin() {
        kept = []
        turn = nil
        isEmbedded = !health.mayAsk
        if isEmbedded { useEmbedded() } else { turn = engine.begin() }
    }

    package func hear(_ samples: [Int16]) {
        guard let turn else {
            if isEmbedded { embedded?.hear(samples) }
            return
        }
        turn.hear(samples)
        if kept.count < Self.mostKept { kept += samples }
        if let failure = turn.failure { standIn(failure) }
    }

    package func finish() -> Heard {
        guard let turn else { return isEmbedded ? embedded?.finish() ?? .nothing : .nothing }
        do {
            let text = try turn.finish().trimmingWhitespace()
            self.turn = nil
            kept = []
            health.succeeded()
            return text.isEmpty ? .nothing : .words(Recognition(text: text, words: [], confidence: nil))
        } catch {
            standIn(error)
            return embedded?.finish() ?? .nothing
        }
    }

    package func startOver() { embedded?.startOver() }

    /// The embedded recogniser hears what was kept and goes on from there.
    private func standIn(_ failure: any Error) {
        health.failed("\(failure)")
        turn = nil
        isEmbedded = true
        useEmbedded()
        embedded?.hear(kept)
        kept = []
    }

    private func useEmbedded() {
        if embedded == nil {
            embedded = try? pool.take()
            if let grammar { try? embedded?.expect(grammar) }
        }
        _ = embedded?.finish()
        embedded?.begin()
    }
}
