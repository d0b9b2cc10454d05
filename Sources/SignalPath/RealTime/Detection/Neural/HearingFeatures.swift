/// What the net is shown of 10 ms: what band by band came in, was played, was cancelled and is left, and what the
/// simpler detectors and the filters think. The trainer reads the very same numbers.
///
/// Pipeline thread; no allocation.
struct HearingFeatures: BitwiseCopyable, Sendable {
    static let bandKinds = 9
    static let count = bandKinds * BandPowers.count + 14

    private var values = InlineArray<158, Float>(repeating: 0)

    subscript(index: Int) -> Float {
        get { values[index] }
        set { values[index] = newValue }
    }

    /// Sets one kind of band features, in dB.
    mutating func set(_ kind: Int, _ decibels: (Int) -> Float) {
        for band in 0..<BandPowers.count { values[kind * BandPowers.count + band] = decibels(band) }
    }

    /// Sets what is behind the bands.
    mutating func set(state: InlineArray<14, Float>) {
        for index in 0..<14 { values[Self.bandKinds * BandPowers.count + index] = state[index] }
    }
}
