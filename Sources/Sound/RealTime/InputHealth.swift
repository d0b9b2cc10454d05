/// What the captured samples themselves say about the microphone. A dead cable delivers frames on time, all zero.
package enum InputHealth: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case good
    /// Every sample zero.
    case silent
    /// Every sample the same value, not zero: a stuck converter.
    case stuck
    /// Many samples at full scale: gain too high, speech is destroyed.
    case clipped
}

/// Judges the microphone from its blocks, with hysteresis counted in samples.
///
/// Runs on the sound thread: no allocation.
package struct InputHealthMeter: Sendable {
    /// How long a fault must last before it is named, and how long good sound must last before it is forgotten.
    package struct Patience: Sendable {
        package var silentMilliseconds = 3_000
        package var stuckMilliseconds = 1_000
        package var clippedMilliseconds = 1_000
        package var recoveryMilliseconds = 200

        package init() {}
    }

    package private(set) var health: InputHealth = .good
    private let patience: Patience
    private var last: Int16 = 0
    /// Milliseconds for which every sample had the value `last`.
    private var unchangedMilliseconds = 0
    private var clippedMilliseconds = 0
    private var goodMilliseconds = 0

    package init(patience: Patience = Patience()) {
        self.patience = patience
    }

    /// Looks at one block. Returns the new health when it changed.
    package mutating func inspect(_ block: Block) -> InputHealth? {
        let duration = block.rate.milliseconds(samples: block.count)
        let isUniform = holdsOneValue(block)
        unchangedMilliseconds = isUniform ? (block[0] == last ? unchangedMilliseconds : 0) + duration : 0
        if block.count > 0 { last = block[block.count - 1] }
        // One block in which a tenth of the samples sit at the rails counts; scattered peaks do not.
        let isClipped = !isUniform && fullScaleSamples(block) * 10 >= block.count
        // Never above the patience: an hour of clipping must not take an hour to forget.
        clippedMilliseconds =
            isClipped
            ? min(patience.clippedMilliseconds, clippedMilliseconds + duration)
            : max(0, clippedMilliseconds - duration / 2)
        goodMilliseconds = isUniform || isClipped ? 0 : goodMilliseconds + duration
        return settle(on: judged())
    }

    private func judged() -> InputHealth {
        if unchangedMilliseconds >= patience.silentMilliseconds, last == 0 { return .silent }
        if unchangedMilliseconds >= patience.stuckMilliseconds, last != 0 { return .stuck }
        if clippedMilliseconds >= patience.clippedMilliseconds { return .clipped }
        return health == .good || goodMilliseconds >= patience.recoveryMilliseconds ? .good : health
    }

    private mutating func settle(on next: InputHealth) -> InputHealth? {
        guard next != health else { return nil }
        if next == .good { clippedMilliseconds = 0 }
        health = next
        return next
    }

    private func holdsOneValue(_ block: Block) -> Bool {
        for index in 0..<block.count where block[index] != block[0] { return false }
        return true
    }

    private func fullScaleSamples(_ block: Block) -> Int {
        var count = 0
        for index in 0..<block.count where block[index] >= 32_766 || block[index] <= -32_767 { count += 1 }
        return count
    }
}
