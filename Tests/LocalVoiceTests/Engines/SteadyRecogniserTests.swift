import Synchronization
import Testing

@testable import LocalVoice

/// An engine that answers or fails as it is told.
private final class ScriptedEngine: HearingEngine, HearingTurn, @unchecked Sendable {
    // @unchecked: used by one test alone.
    var answer: Result<String, WyomingFault>
    var failsAfter = Int.max
    private(set) var turns = 0
    private var heard = 0

    init(_ answer: Result<String, WyomingFault>) { self.answer = answer }

    func begin() -> any HearingTurn {
        turns += 1
        heard = 0
        return self
    }

    func hear(_ samples: [Int16]) { heard += samples.count }
    var failure: (any Error)? { heard > failsAfter ? WyomingFault.brokenOff : nil }
    func finish() throws -> String { try answer.get() }
}

/// Says how many samples it heard.
private final class CountingRecogniser: Recogniser, @unchecked Sendable {
    // @unchecked: used by one test alone.
    private var samples = 0
    private var grammars = 0

    func expect(_ grammar: Grammar) { grammars += 1 }
    func begin() { samples = 0 }
    func hear(_ samples: [Int16]) { self.samples += samples.count }
    func finish() -> Heard {
        .words(Recognition(text: "\(grammars) grammar, \(samples) samples", words: [], confidence: 1))
    }
}

@Suite struct SteadyRecogniserTests {
    private let pool = RecogniserPool(keeping: 1) { CountingRecogniser() }
    private let health = EngineHealth("recogniser", now: { .zero }, tell: { _ in })

    private func turn(_ recogniser: SteadyRecogniser, blocks: Int = 5) throws -> Heard {
        try recogniser.expect(Grammar(entries: [.words("yes")]))
        recogniser.begin()
        for _ in 0..<blocks { recogniser.hear([Int16](repeating: 1, count: 160)) }
        return recogniser.finish()
    }

    private func words(_ heard: Heard) -> String? {
        if case .words(let recognition) = heard { recognition.text } else { nil }
    }

    @Test func freeSpeechIsHeard() throws {
        let recogniser = SteadyRecogniser(ScriptedEngine(.success(" Turn it up. ")), health: health, pool: pool)
        #expect(words(try turn(recogniser)) == "Turn it up.")
    }

    @Test func nothingSaidIsNothing() throws {
        let recogniser = SteadyRecogniser(ScriptedEngine(.success("  ")), health: health, pool: pool)
        #expect(try turn(recogniser) == .nothing)
    }

    @Test func noWordIsLostWhenTheEngineDiesAtTheEnd() throws {
        let engine = ScriptedEngine(.failure(.brokenOff))
        let recogniser = SteadyRecogniser(engine, health: health, pool: pool)
        #expect(words(try turn(recogniser)) == "1 grammar, 800 samples")
        // It rests now.
        #expect(words(try turn(recogniser)) == "2 grammar, 800 samples")
        #expect(engine.turns == 1)
    }

    @Test func norWhenItDiesInTheMiddle() throws {
        let engine = ScriptedEngine(.success("never"))
        engine.failsAfter = 300
        let recogniser = SteadyRecogniser(engine, health: health, pool: pool)
        #expect(words(try turn(recogniser)) == "1 grammar, 800 samples")
    }
}
