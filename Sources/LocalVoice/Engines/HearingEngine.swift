/// A recogniser outside of this program, for free speech.
package protocol HearingEngine: Sendable {
    func begin() -> any HearingTurn
}

/// One stretch of speech. One thread at a time uses it.
package protocol HearingTurn: AnyObject, Sendable {
    /// 16-bit mono at 16 kHz. Does not block.
    func hear(_ samples: [Int16])

    /// Why no answer can come any more, if that is known already.
    var failure: (any Error)? { get }

    /// What was said; nothing when it was no speech. Blocks until the answer is there or the engine's time is over.
    func finish() throws -> String
}
