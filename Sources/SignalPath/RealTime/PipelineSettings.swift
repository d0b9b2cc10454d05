package import Sound

/// What the pipeline does with the microphone's sound. Every stage can be switched off alone.
package struct PipelineSettings: BitwiseCopyable, Sendable, Equatable {
    package var cancelsEcho = true
    /// The microphone is muted on purpose: its silence says nothing about the room.
    package var isMuted = false
    package var echoFilters = EchoFilters.speexAndKalman
    package var tracksDelay = true
    /// Bands that are echo rather than voice are lowered, as the net sees them. With the neural detector only.
    package var masksEcho = true
    /// Nothing leaves while the loudspeaker plays and nobody seems to talk.
    package var gatesEcho = true
    package var correctsDrift = true
    package var noise = NoiseSettings()
    package var gain = GainSettings()
    package var limiter = LimiterSettings()
    package var detector = SpeechDetector.neural
    package var gate = SpeechGateSettings()
    package var bargeIn = BargeInSettings()
    /// Hands the sound out as it came in too, for services that cancel echo themselves.
    package var keepsRaw = false
    /// Hands out what a recording needs.
    package var keepsBare = false
    /// Hands out what every place on the way heard.
    package var probes = false

    package init() {}
}

/// What is fixed while a pipeline lives.
package struct PipelineFormat: Sendable, Equatable {
    package var rate: StreamRate
    /// Longest echo the canceller knows.
    package var tailMilliseconds = 256
    /// How much the reference leads what the clocks say, so that it is never late.
    package var leadMilliseconds = 6
    /// The longest way from loudspeaker to microphone that is searched, buffers included.
    package var longestDelayMilliseconds = 500

    package init(rate: StreamRate) { self.rate = rate }
}

/// Automatic level. Off by default: recognisers bring their own.
package struct GainSettings: BitwiseCopyable, Sendable, Equatable {
    package var isOn = false
    /// Level of speech aimed at, dB of full scale.
    package var targetDecibels: Float = -23
    package var mostDecibels: Float = 18

    package init() {}
}
