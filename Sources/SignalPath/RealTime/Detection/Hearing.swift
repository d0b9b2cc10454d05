import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// Who says whether a person talks.
package enum SpeechDetector: BitwiseCopyable, Sendable, Equatable {
    /// A small recurrent net that is shown the loudspeaker's signal too.
    case neural
    /// Band energies against what explains them: no training, no memory but of levels.
    case energy
    /// The Speex preprocessor's own opinion of what its filter leaves; for comparison.
    case speex
}

/// How the echo filters stand, for those who judge what they leave.
struct FilterState: BitwiseCopyable {
    /// By the quick filter's account, how much of what it leaves is echo.
    var uncertainty: Float
    var prefersQuick: Bool
    var isDelayKnown: Bool
    var isCancelling: Bool
    /// dB taken away lately.
    var recent: Float
}

/// Listens for a person in what the echo filters leave.
///
/// Pipeline thread; only `init` allocates.
struct Hearing: ~Copyable {
    /// How sure it is of a person (not the loudspeaker) talking now, 0–1.
    private(set) var probability: Float = 0
    /// What is heard is said with an open mouth, as far as anybody can tell.
    private(set) var isMouthOpen = true
    /// What is heard has a pitch, as words have and breath has not.
    private(set) var isVoiced = true
    /// How periodic that is.
    private static let voiced: Float = 0.7
    /// What the net was shown last.
    private(set) var features = HearingFeatures()
    /// Power of the chosen filter's output, band by band.
    private(set) var left = BandPowers()

    /// Sample values up to this, about -72 dB of full scale, are no person's.
    private static let quietest: UInt16 = 8

    private var nearBands: BandAnalyser
    private var farBands: BandAnalyser
    private var quickBands: BandAnalyser
    private var voicing: VoicingMeter
    private var voice = VoiceActivityDetector()
    private var bargeIn = BargeInDetector()
    private var net = NeuralDetector()
    private var mouth = OpenMouth()
    private let speex: SpeexDetector
    private var rustle: Rustle
    private var blocksSinceChange: Float = 0

    /// `nil` when memory runs out.
    init?(rate: StreamRate) {
        guard let speex = SpeexDetector(rate: rate) else { return nil }
        self.speex = speex
        voicing = VoicingMeter(rate: rate)
        rustle = Rustle(samples: rate.blockSamples)
        nearBands = BandAnalyser(rate: rate)
        farBands = BandAnalyser(rate: rate)
        quickBands = BandAnalyser(rate: rate)
    }

    /// The loudspeaker's sound, or its reverberation, is in the room.
    var isFarEndActive: Bool { bargeIn.isFarEndActive }

    /// The same, or it paused between two sentences.
    var isFarEndTalking: Bool { bargeIn.isFarEndTalking }

    /// How much of that there was since the echo filters began, or began anew.
    var blocksOfFarEnd: Int { bargeIn.blocksOfFarEnd }

    /// What of a band is not echo, 0–1, by the net.
    func gain(in band: Int) -> Float { net.gain(in: band) }

    /// Takes 10 ms of everything.
    ///
    /// - Parameters:
    ///   - steady: What the steady filter left; `echo` is the microphone less that.
    ///   - quick: What the quick one left.
    ///   - chosen: The better of the two.
    mutating func listen(
        microphone: Span<Int16>, reference: Span<Int16>, steady: Span<Int16>, echo: Span<Int16>, quick: Span<Int16>,
        chosen: Span<Int16>, filters: FilterState, detector: SpeechDetector, isMuted: Bool
    ) {
        let isSilent = isDigitalSilence(microphone)
        guard !isSilent || !isMuted else {
            // What a muted microphone gives is no room: what is known of it stays as it was.
            let (_, far) = nearBands.analyse(steady, reference)
            _ = voicing.update(steady)
            bargeIn.rest(reference: far)
            voice.rest()
            return probability = 0
        }
        guard isSilent else {
            judge(microphone, reference, steady, echo, quick, chosen, filters, detector)
            if !Self.mayHoldSomebody(microphone) { probability = 0 }
            return
        }
        rustle.goOn()
        let noise = rustle.samples
        judge(noise.span, reference, noise.span, echo, noise.span, noise.span, filters, detector)
        probability = 0
    }

    private mutating func judge(
        _ microphone: Span<Int16>, _ reference: Span<Int16>, _ steady: Span<Int16>, _ echo: Span<Int16>,
        _ quick: Span<Int16>, _ chosen: Span<Int16>, _ filters: FilterState, _ detector: SpeechDetector
    ) {
        let (output, far) = nearBands.analyse(steady, reference)
        let (estimate, bare) = farBands.analyse(echo, microphone)
        let periodic = voicing.update(steady)
        let voiced = voice.update(output, voicing: periodic)
        let near = bargeIn.update(reference: far, microphone: bare, output: output, estimate: estimate) {
            voice.noise(in: $0)
        }
        switch detector {
        case .neural:
            let (second, chosenBands) = quickBands.analyse(quick, chosen)
            left = chosenBands
            show(bare: bare, output: output, quick: second, estimate: estimate)
            show(filters, periodic)
            net.update(features)
            probability = isFarEndActive ? net.person : net.voice
            lookAtMouth()
            isVoiced = periodic >= Self.voiced
        case .energy:
            (isMouthOpen, isVoiced) = (true, true)
            probability = isFarEndActive ? min(near, max(voiced, 0.75 * near)) : voiced
        case .speex:
            (isMouthOpen, isVoiced) = (true, true)
            probability = speex.update(steady)
        }
    }

    private mutating func lookAtMouth() {
        var voice = left
        for band in 0..<BandPowers.count { voice[band] *= net.gain(in: band) * net.gain(in: band) }
        isMouthOpen = mouth.isOpen(voice, isSpeech: probability >= 0.5)
    }

    /// Digital silence, as a muted or a virtual microphone gives it: nobody is in it, and no detector was made for it.
    private static func mayHoldSomebody(_ microphone: Span<Int16>) -> Bool {
        for index in microphone.indices where microphone[index].magnitude > quietest { return true }
        return false
    }

    /// Another path from loudspeaker to microphone: what was learnt of the echo is wrong.
    mutating func pathChanged(isFilterNew: Bool) {
        blocksSinceChange = 0
        if isFilterNew { bargeIn.reset() }
    }

    /// Another microphone.
    mutating func reset() {
        blocksSinceChange = 0
        voice.reset()
        bargeIn.reset()
        net.reset()
    }
}

extension Hearing {
    private mutating func show(bare: BandPowers, output: BandPowers, quick: BandPowers, estimate: BandPowers) {
        let (floor, judge) = (voice, bargeIn)
        features.set(0) { decibels(power: bare[$0]) }
        features.set(1) { decibels(power: output[$0]) }
        features.set(2) { decibels(power: quick[$0]) }
        features.set(3) { decibels(power: estimate[$0]) }
        features.set(4) { decibels(power: judge.reverberant[$0]) }
        features.set(5) { decibels(power: floor.noise(in: $0)) }
        features.set(6) { judge.overReference[$0] }
        features.set(7) { judge.overEstimate[$0] }
        features.set(8) { judge.overCoupling[$0] }
    }

    private mutating func show(_ filters: FilterState, _ periodic: Float) {
        blocksSinceChange += 1
        features.set(state: [
            10 * periodic, 10 * filters.uncertainty, filters.prefersQuick ? 10 : 0, filters.isDelayKnown ? 10 : 0,
            10 * exp(-blocksSinceChange / 100), log(1 + Float(bargeIn.blocksOfFarEnd)),
            Float(min(bargeIn.quietBlocks, 60)) / 6, filters.isCancelling ? 10 : 0, filters.recent / 3,
            10 * voice.probability, 10 * bargeIn.probability, voice.rise, 4 * voicing.pitch, 10 * min(voicing.glide, 1),
        ])
    }
}
