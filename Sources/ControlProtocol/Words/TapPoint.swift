/// A place in the signal path.
package enum TapPoint: String, WireWord {
    case uplink, downlink, spk
    case micRaw = "mic.raw"
    case micAec = "mic.aec"
    case micDsp = "mic.dsp"
    case farRef = "far.ref"
}
