/// A person, as a small recurrent net hears one that knows what the loudspeaker plays. See `Tools/hearing`.
///
/// Pipeline thread; only `init` allocates.
struct NeuralDetector: ~Copyable {
    static let gains = BandPowers.count
    private static let person = 0
    private static let voice = 1
    private static let firstGain = 2

    private var net: RecurrentNet

    init() {
        guard let weights = NetWeights(base64: hearingWeights) else { preconditionFailure("hearing weights") }
        net = RecurrentNet(weights)
    }

    mutating func update(_ features: borrowing HearingFeatures) { net.advance(features) }

    /// How sure it is of a person while the loudspeaker plays, 0–1.
    var person: Float { net.output(Self.person) }

    /// The same while it does not.
    var voice: Float { net.output(Self.voice) }

    /// What of a band is not echo, 0–1.
    func gain(in band: Int) -> Float { net.output(Self.firstGain + band) }

    mutating func reset() { net.reset() }
}
