/// A place in the signal path.
package enum TapPoint: String, WireWord {
    /// What was sent to the service, when it was: nothing else is heard of the microphone outside the box.
    case uplink
    /// What the service sent, at the speed of speech.
    case downlink
    /// What the loudspeaker really played.
    case spk
    /// The microphone as it came.
    case micRaw = "mic.raw"
    /// After the echo canceller.
    case micAec = "mic.aec"
    /// After noise suppression and gain.
    case micDsp = "mic.dsp"
    /// What the echo canceller takes for the loudspeaker.
    case farRef = "far.ref"
}
