package import Sound

/// What happened to the sound.
package enum DuplexAudioEvent: Equatable, Sendable {
    case microphone(MicrophonePacket)
    case nearEnd(NearEndSpeech)
    /// Speech over our own voice; sent only while something is audible or paused.
    case bargeIn(BargeInEvidence)

    /// The first sample of a part left the loudspeaker. `rendered` is when the sound server was given it.
    case began(PlayoutPart, rendered: Duration, heard: Duration)
    /// How far a part was heard; at least every 200 ms while it plays, and after every pause.
    case heard(PlayoutPosition)
    /// A finished part was heard to its end.
    case ended(PlayoutPosition)
    case markHeard(Int)
    /// The answer to `cut`: every part that was cut short or never begun, with what was really heard.
    case cut([PlayoutPosition])
    /// The queue ran dry in the middle of a part for this long.
    case starved(PlayoutPart, for: Duration)

    case health(DuplexHealth)
    /// How well echo is cancelled; about once for every second in which the loudspeaker is heard.
    case echo(EchoReading)
}

/// 20–40 ms of cleaned microphone sound.
package struct MicrophonePacket: Equatable, Sendable {
    package let start: SampleTime
    package let rate: StreamRate
    package let samples: [Int16]
    /// When its last sample was at the microphone.
    package let captured: Duration
    /// The microphone as it came and the far end under it, for services that cancel echo themselves; both as long as
    /// `samples`.
    package let raw: [Int16]?
    package let reference: [Int16]?
    /// Hard mute: the samples are zeros.
    package let isMuted: Bool

    package init(
        start: SampleTime, rate: StreamRate, samples: [Int16], captured: Duration, raw: [Int16]? = nil,
        reference: [Int16]? = nil, isMuted: Bool = false
    ) {
        self.start = start
        self.rate = rate
        self.samples = samples
        self.captured = captured
        self.raw = raw
        self.reference = reference
        self.isMuted = isMuted
    }

    /// The same time without its sound.
    var silenced: MicrophonePacket {
        let silence = [Int16](repeating: 0, count: samples.count)
        return MicrophonePacket(
            start: start, rate: rate, samples: silence, captured: captured, raw: raw.map { _ in silence },
            reference: reference.map { _ in silence }, isMuted: isMuted)
    }

    package var end: SampleTime { start + samples.count }
    package var length: Duration { .lasting(samples: samples.count, at: Int(rate.hertz)) }
}

/// The person's voice, as the local detector hears it after echo cancellation.
package enum NearEndSpeech: Equatable, Sendable {
    /// `from` is the first sample of speech, not the moment of detection. `confidence` is 0…1.
    case started(from: SampleTime, at: Duration, confidence: Double)
    /// `until` is the last sample of speech.
    case ended(until: SampleTime, at: Duration)
}

/// How sure it is that a person talks over us.
package enum BargeInEvidence: Equatable, Sendable {
    case suspected(from: SampleTime, at: Duration)
    case confirmed(BargeInReason)
    /// The suspicion passed: a cough, a short "mm-hm".
    case dismissed
}

/// What confirmed a barge-in.
package enum BargeInReason: String, Equatable, Sendable, CaseIterable {
    case lastingSpeech, stopWord, serviceHeardSpeech, button, newText, loudspeakerGone
}

/// What was heard of a part.
package struct PlayoutPosition: Equatable, Sendable {
    package let part: PlayoutPart
    /// Rounded down.
    package let heard: Duration

    package init(_ part: PlayoutPart, heard: Duration) {
        self.part = part
        self.heard = heard
    }
}

/// Whether there is sound at all.
package enum DuplexHealth: Equatable, Sendable {
    case good
    case noMicrophone
    case noLoudspeaker
    case noSound
}
