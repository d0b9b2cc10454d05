/// What the sound card does.
package enum AudioRunState: String, WireWord {
    case running, muted, stalled, suspended
    case mutedBySystem = "muted_by_system"
    case noSource = "no_source"
    case noSink = "no_sink"
    case serverDown = "server_down"
}
