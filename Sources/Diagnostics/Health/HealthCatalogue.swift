/// Every lasting trouble that the daemon can have.
extension HealthWarning {
    package static let soundServerDown = HealthWarning(
        "audio/server_down", "sound server not reachable", .high,
        hint: "start PulseAudio or pipewire-pulse; run: voicelivectl doctor --only audio.server",
        visibleAfter: .seconds(2))
    package static let noMicrophone = HealthWarning(
        "audio/no_source", "no usable microphone", .high,
        hint: "plug one in, or set audio.source; list them with: voicelivectl devices", visibleAfter: .seconds(1),
        followsFrom: [.soundServerDown])
    package static let noLoudspeaker = HealthWarning(
        "audio/no_sink", "no usable loudspeaker", .high,
        hint: "plug one in, or set audio.sink; list them with: voicelivectl devices", visibleAfter: .seconds(1),
        followsFrom: [.soundServerDown])
    package static let audioStalled = HealthWarning(
        "audio/stalled", "the sound server sends no frames", .high,
        hint: "the stream is reopened by itself; if it stays, restart the sound server", visibleAfter: .seconds(1),
        followsFrom: [.soundServerDown, .noMicrophone])
    package static let microphoneSilent = HealthWarning(
        "audio/silent", "the microphone delivers digital silence", .medium,
        hint: "check the cable and the mute switch", visibleAfter: .seconds(5),
        followsFrom: [.soundServerDown, .noMicrophone, .audioStalled])
    package static let microphoneStuck = HealthWarning(
        "audio/stuck", "the microphone delivers one value only", .medium,
        hint: "re-plug the microphone; its driver hangs", visibleAfter: .seconds(2),
        followsFrom: [.soundServerDown, .noMicrophone, .audioStalled])
    package static let microphoneClips = HealthWarning(
        "audio/clipping", "the microphone is too loud", .low,
        hint: "lower its level with pavucontrol or alsamixer", visibleAfter: .seconds(3),
        followsFrom: [.noMicrophone])
    package static let noRealtimePriority = HealthWarning(
        "audio/realtime", "the audio thread has no real-time priority", .low,
        hint: "set LimitRTPRIO=20 in the unit")
    package static let voiceLowered = HealthWarning(
        "audio/lowered", "the sound server makes our voice quiet while others play", .low,
        hint: "set audio.role to a role that the named module leaves alone, or change the module's arguments")
    package static let echoNotCancelled = HealthWarning(
        "dsp/echo", "echo is not cancelled well", .medium,
        hint: "lower the volume, move the microphone, or run: voicelivectl audio test delay",
        visibleAfter: .seconds(10), followsFrom: [.noMicrophone, .noLoudspeaker])
    package static let stopWordsUnheard = HealthWarning(
        "dsp/stop_words", "nobody on this machine listens for stop words", .low,
        hint: "see that the service at barge_in.stop_word_url runs, or set that key to nothing; the transcript's words "
            + "still count",
        visibleAfter: .seconds(10))
    package static let clockUntrusted = HealthWarning(
        "link/clock", "the clock is not set", .medium,
        hint: "wait for time synchronisation, or set the clock: certificates cannot be checked before",
        visibleAfter: .seconds(10))
    package static let needsCredential = HealthWarning(
        "config/credential", "no credential for the service", .high,
        hint: "run: voicelivectl credential set")
    package static let credentialUnsafe = HealthWarning(
        "config/credential_unsafe", "a key is not used, since others can read it", .high,
        hint: "give the file to the daemon's user alone: chown and chmod 600, as the detail says; think about a new key"
    )
    package static let credentialRefused = HealthWarning(
        "cloud/auth", "the service refuses the credential", .high,
        hint: "store a valid one with: voicelivectl credential set; then restart the daemon",
        followsFrom: [.needsCredential, .credentialUnsafe])
    package static let proxyRefused = HealthWarning(
        "link/proxy", "the proxy refuses the credential", .high,
        hint: "store user:password with: voicelivectl credential set voicelived.proxy; then restart the daemon")
    package static let quotaExhausted = HealthWarning(
        "cloud/quota", "the service's quota is used up", .high,
        hint: "wait, or raise the quota with the provider")
    package static let linkDown = HealthWarning(
        "link/offline", "no endpoint can be reached", .high,
        hint: "check network and proxy; run: voicelivectl doctor --only network", visibleAfter: .seconds(5),
        followsFrom: [
            .needsCredential, .credentialUnsafe, .credentialRefused, .proxyRefused, .clockUntrusted, .quotaExhausted,
        ])
    package static let onFallback = HealthWarning(
        "link/fallback", "a less preferred endpoint is in use", .low,
        hint: "nothing: the preferred endpoint is tried again by itself", visibleAfter: .seconds(5))
    package static let budgetSpent = HealthWarning(
        "cloud/budget", "the budget is spent", .medium,
        hint: "raise the caps in the section budget, or wait for the next day")
    package static let configurationRejected = HealthWarning(
        "config/invalid", "the configuration on disk has errors", .medium,
        hint: "run: voicelived --check-config")
    package static let configurationFallback = HealthWarning(
        "config/fallback", "the last good configuration is in use", .medium,
        hint: "run: voicelived --check-config, repair, and reload", followsFrom: [.configurationRejected])
    package static let overridesInUse = HealthWarning(
        "config/overrides", "settings are overridden at run time", .low,
        hint: "see: voicelivectl config show --origins", visibleAfter: .seconds(3600))
    package static let storageFull = HealthWarning(
        "storage/full", "state and recordings cannot be kept", .medium,
        hint: "free space or lower record.max_total and record.min_free; run: voicelivectl doctor --only storage")
    package static let safeMode = HealthWarning(
        "daemon/safe_mode", "running with plain settings after several crashes", .high,
        hint: "run: voicelivectl doctor, then restart the daemon")
    package static let maintenance = HealthWarning(
        "daemon/maintenance", "new sessions are refused: maintenance", .high,
        hint: "when the work is done, run: voicelivectl maintenance off")
}

extension HealthWarning {
    /// The whole catalogue; a trouble stands behind those that explain it.
    package static let all: [HealthWarning] = [
        .soundServerDown, .noMicrophone, .noLoudspeaker, .audioStalled, .microphoneSilent, .microphoneStuck,
        .microphoneClips, .noRealtimePriority, .voiceLowered, .echoNotCancelled, .stopWordsUnheard, .clockUntrusted,
        .needsCredential,
        .credentialUnsafe,
        .credentialRefused, .proxyRefused, .quotaExhausted, .linkDown, .onFallback, .budgetSpent,
        .configurationRejected,
        .configurationFallback, .overridesInUse, .storageFull, .safeMode, .maintenance,
    ]
}
