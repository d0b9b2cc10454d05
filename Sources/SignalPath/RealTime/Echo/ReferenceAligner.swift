/// How much older than the clocks say the reference is read, and how that moves with the drift.
///
/// Pipeline thread; no allocation.
struct ReferenceAligner {
    /// Of the block that is read now.
    private(set) var shift = ReferenceShift()
    /// Followed now; 0 until a drift was found.
    private(set) var partsPerMillion: Double = 0
    /// Delay of the echo behind the shifted reference, held from the moment a drift was found. `nil` until then.
    private var held: Double?
    private var pull: Double = 0
    /// What the shift was before drift moved it.
    private var base: Double = 0

    private static let most: Double = 300
    /// Less than this is left to the filter.
    private static let least: Float = 8
    /// Whole samples at 8, 16, 24 and 48 kHz: without drift the reference is copied, not interpolated.
    private static let grid: Double = 125

    /// Moves at once. Another path has another delay, so what was held is forgotten.
    mutating func jump(toMilliseconds later: Float) {
        shift.atEnd = (Double(later) * 1_000 / Self.grid).rounded() * Self.grid
        base = shift.atEnd
        held = nil
        pull = 0
    }

    /// Where it stood, and how fast it moved, when these devices were used last.
    mutating func recall(milliseconds: Double, partsPerMillion drift: Double) {
        jump(toMilliseconds: Float(milliseconds))
        partsPerMillion = abs(drift) > Double(Self.least) ? min(max(drift, -Self.most), Self.most) : 0
    }

    /// The clocks were compared anew, so what has added up since the last time is in them now.
    mutating func clocksWereCompared() {
        shift.atEnd = base
        pull = 0
    }

    /// Drift takes the shift to where nothing was played yet.
    func runsOut(delay: Float) -> Bool {
        partsPerMillion < 0 && shift.atEnd < 5_000 && delay * 1_000 - Float(shift.atEnd) > 16_000
    }

    /// - Parameter blocks: How many 10 ms ago the estimate's newest sound was.
    mutating func steer(_ drift: DriftEstimate, blocksAgo blocks: Int) {
        let isSure = abs(drift.partsPerMillion) > max(Self.least, 3 * drift.uncertainty) && drift.uncertainty < 30
        guard partsPerMillion != 0 || isSure else { return }
        guard drift.uncertainty < 30, abs(drift.partsPerMillion) < 1.3 * Float(Self.most) else { return }
        partsPerMillion = min(max(Double(drift.partsPerMillion), -Self.most), Self.most)
        let now = Double(drift.milliseconds) * 1_000 + partsPerMillion * Double(blocks) / 100
        let place = now - shift.atEnd
        if let held {
            // What has added up since is made good over some four seconds.
            pull = min(max((place - held) / 4, -100), 100)
        } else {
            held = place
            pull = 0
        }
    }

    /// Goes on by 10 ms.
    mutating func advance() {
        shift.atStart = shift.atEnd
        // Microseconds a second are parts per million.
        shift.atEnd += (partsPerMillion + pull) / 100
        // An error that is not measured again is no reason to go on pulling.
        pull *= 0.995
    }

    mutating func reset() {
        held = nil
        pull = 0
        partsPerMillion = 0
        shift.atEnd = (shift.atEnd / Self.grid).rounded() * Self.grid
        base = shift.atEnd
    }
}
