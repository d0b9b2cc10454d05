/// How sure a person must be heard. Where sound was lost while we talk, the reference is beside the echo until the delay is
/// found again: what passes the filters then is rather an echo than a person, and takes near certainty.
///
/// Pipeline thread; no allocation.
struct Composure {
    /// Finding a delay that jumped takes one to two seconds.
    private static let blocks = 150
    private static let certainty: Float = 0.85

    private var blocksLeft = 0

    /// Samples were lost, or the clocks compared anew.
    mutating func lose(whileTalking isTalking: Bool) {
        if isTalking { blocksLeft = Self.blocks }
    }

    /// Takes 10 ms.
    mutating func applied(to settings: BargeInSettings) -> BargeInSettings {
        guard blocksLeft > 0 else { return settings }
        blocksLeft -= 1
        var strict = settings
        strict.threshold = max(settings.threshold, Self.certainty)
        strict.certainty = max(settings.certainty, Self.certainty)
        return strict
    }
}
