package import Sound

/// Finds where speech begins and ends in one stream that has no echo: a server's view of a client's sound.
///
/// Belongs to one task or thread. Only `init` allocates.
package struct SpeechListener: ~Copyable {
    package let rate: StreamRate
    package var settings: SpeechGateSettings
    /// Samples heard.
    package private(set) var position = SampleTime.zero
    private var bands: BandAnalyser
    private var voicing: VoicingMeter
    private var voice = VoiceActivityDetector()
    private var gate = SpeechGate()

    package init(rate: StreamRate, settings: SpeechGateSettings = SpeechGateSettings()) {
        self.rate = rate
        self.settings = settings
        bands = BandAnalyser(rate: rate)
        voicing = VoicingMeter(rate: rate)
    }

    package var isSpeaking: Bool { gate.isSpeaking }

    /// Takes 10 ms.
    package mutating func hear(_ block: Span<Int16>) -> SpeechEdge? {
        let (powers, _) = bands.analyse(block, block)
        let periodic = voicing.update(block)
        var probability: Float = 0
        if isDigitalSilence(block) { voice.rest() } else { probability = voice.update(powers, voicing: periodic) }
        defer { position = position + block.count }
        return gate.update(
            probability, level: Level(block).rms, start: position, rate: rate, settings: settings)
    }

    /// Ends speech that is going on, because the stream's meaning changed.
    package mutating func interrupt() -> SpeechEdge? {
        gate.interrupt(at: position)
    }
}
