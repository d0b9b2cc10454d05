/// How sure a person must be heard. While the filters are new to the echo, and where sound was lost while we talk so that the
/// reference is beside the echo until the delay is found again, what passes them is rather an echo than a person: that takes
/// near certainty.
///
/// Pipeline thread; no allocation.
struct Composure {
    /// Finding a delay that jumped takes one to two seconds.
    private static let blocks = 150
    /// In a hall, an echo found after a second is 10 dB weaker only two seconds later.
    private static let acquaintance = 300
    private static let certainty: Float = 0.85

    private var blocksLeft = 0

    /// Samples were lost, or the clocks compared anew.
    mutating func lose(whileTalking isTalking: Bool) {
        if isTalking { blocksLeft = Self.blocks }
    }

    /// Takes 10 ms.
    ///
    /// - Parameter echo: Blocks of the loudspeaker's sound since the filters began, or began anew.
    mutating func applied(to settings: BargeInSettings, after echo: Int) -> BargeInSettings {
        guard blocksLeft > 0 || echo < Self.acquaintance else { return settings }
        blocksLeft = max(0, blocksLeft - 1)
        var strict = settings
        strict.threshold = max(settings.threshold, Self.certainty)
        strict.certainty = max(settings.certainty, Self.certainty)
        return strict
    }
}
