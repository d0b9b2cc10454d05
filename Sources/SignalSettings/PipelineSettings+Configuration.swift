import Configuration
package import SignalPath
import Sound

extension PipelineSettings {
    /// What the admin wrote about the signal path.
    package init(_ configuration: AdminSettings) {
        self.init()
        let gate = configuration.speech
        cancelsEcho = configuration.echo.kind != .off
        keepsRaw = configuration.endpoints.contains { $0.uplinkMode == .stereo }
        echoFilters = configuration.echo.kind == .kalman ? .speexAndKalman : .speex
        correctsDrift = configuration.echo.driftCorrection
        noise.suppressesNoise = configuration.noise.enabled
        noise.noiseDecibels = Int32(configuration.noise.suppression)
        noise.echoDecibels = Int32(configuration.echo.suppression)
        noise.echoActiveDecibels = Int32(configuration.echo.suppressionWhileSpeaking)
        gain.isOn = configuration.gain.enabled
        gain.targetDecibels = Float(configuration.gain.target)
        gain.mostDecibels = Float(configuration.gain.maxGain)
        limiter.isOn = configuration.gain.limiter
        limiter.ceilingDecibels = Float(configuration.gain.limiterCeiling)
        detector = SpeechDetector(gate.detector)
        self.gate.startThreshold = Float(gate.startProbability)
        self.gate.continueThreshold = Float(gate.continueProbability)
        self.gate.startMilliseconds = Int32(gate.onset / .milliseconds(1))
        self.gate.certainMilliseconds = Int32(gate.certain / .milliseconds(1))
        self.gate.hangoverMilliseconds = Int32(gate.hangover / .milliseconds(1))
        self.gate.prerollMilliseconds = Int32(gate.preRoll / .milliseconds(1))
        bargeIn.threshold = Float(configuration.bargeIn.probability)
        bargeIn.certainty = Float(configuration.bargeIn.confirmProbability)
        bargeIn.suspectMilliseconds = Int32(configuration.bargeIn.suspectAfter / .milliseconds(1))
        bargeIn.confirmMilliseconds = Int32(configuration.bargeIn.confirmAfter / .milliseconds(1))
        bargeIn.quietMilliseconds = Int32(configuration.bargeIn.quiet / .milliseconds(1))
    }
}

extension SpeechDetector {
    init(_ written: SpeechSection.Detector) {
        self =
            switch written {
            case .neural: .neural
            case .energy: .energy
            case .speex: .speex
            }
    }
}

extension PipelineFormat {
    /// `nil` never comes: the configuration takes 16 and 24 kHz only.
    package init?(_ configuration: AdminSettings) {
        guard let rate = StreamRate(hertz: configuration.audio.rate) else { return nil }
        self.init(rate: rate)
        tailMilliseconds = Int(configuration.echo.tail / .milliseconds(1))
        longestDelayMilliseconds = Int(configuration.echo.maxDelay / .milliseconds(1))
    }
}
