import Sound

/// When the box's own ear listens for stop words: while somebody speaks over an answer, and no longer.
struct EarWatch: Equatable, Sendable {
    /// Somebody is there who listens.
    private(set) var hears = false
    private var isListening = false
    private var number = 0
    /// What is told under the present number interrupts: the answer it was said over is not cut yet.
    private var counts = false
    /// First samples of what the two detectors take for a person.
    private var speech: SampleTime?
    private var suspicion: SampleTime?

    mutating func changed(hears: Bool) {
        self.hears = hears
        // Who came anew is told again to listen.
        isListening = false
        counts = false
    }

    mutating func nearEnd(_ news: NearEndSpeech) {
        switch news {
        case .started(let from, _, _): speech = from
        case .ended: speech = nil
        }
    }

    mutating func bargeIn(_ evidence: BargeInEvidence) {
        switch evidence {
        case .suspected(let from, _): suspicion = from
        case .dismissed: suspicion = nil
        case .confirmed: break
        }
    }

    /// Call after every fact. `isHeard`: somebody could be interrupted.
    mutating func settle(isHeard: Bool) -> EarAction? {
        let start = [speech, suspicion].compactMap { $0 }.min()
        if isListening, start == nil {
            isListening = false
            return .rest
        }
        guard hears, !isListening, isHeard, let start else { return nil }
        isListening = true
        counts = true
        number += 1
        return .listen(number, from: start)
    }

    /// The answer is cut: what was said over it has done its work.
    mutating func interrupted() { counts = false }

    /// Whether words told under this number interrupt. Once each.
    mutating func isHeeded(under number: Int) -> Bool {
        guard counts, number == self.number else { return false }
        counts = false
        return true
    }
}
