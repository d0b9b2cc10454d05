/// One key that a reload changed.
package struct ConfigChange: WireRecord, Equatable {
    /// The key, dotted.
    package var path: String
    /// When it takes effect.
    package var applied: Applied

    package init(path: String, applied: Applied) {
        self.path = path
        self.applied = applied
    }

    package static let record = Record(
        ConfigChange.init,
        Field("path", \.path, "The key, dotted."),
        Field("applied", \.applied, "When it takes effect."))

    package static let example = ConfigChange(path: "dsp.ns.suppress_db", applied: .live)

    /// When a changed key takes effect.
    package enum Applied: String, WireWord {
        case live, restart
        case nextSession = "next_session"
    }
}
