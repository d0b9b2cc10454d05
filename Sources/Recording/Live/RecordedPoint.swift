/// A place of the signal path that can be recorded, by the name that clients know it by. All are at the pipeline's rate.
package enum RecordedPoint: String, CaseIterable, Sendable {
    /// The microphone before anything was done to it.
    case microphone = "mic.raw"
    /// What the loudspeaker was playing meanwhile, by the clocks: the echo comes later.
    case reference = "far.ref"
    /// What leaves the box.
    case processed = "mic.dsp"
}
