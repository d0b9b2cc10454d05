/// Every kind of log entry. The identifiers are random, written once, and never change meaning.
extension LogEvent {
    package static let daemonStarted = LogEvent(
        "daemon.started", .notice, id: "8d5891f582284a93abab7ad6f7bd3265",
        "The daemon serves its control socket. Sound card and network may still be on their way.")
    package static let daemonStopping = LogEvent(
        "daemon.stopping", .notice, id: "abb5b9daff1d416f9f213d3be1915f7a",
        "The daemon was asked to stop. A running session ends politely.")
    package static let daemonFailed = LogEvent(
        "daemon.failed", .error, id: "48dbe353de45492ca8a2342d2a8b9e7b",
        "The daemon cannot go on. The message says why. Run: voicelivectl doctor")
    package static let daemonSafeMode = LogEvent(
        "daemon.safe_mode", .warning, id: "d58282e21cba40b6834a9d2f3e9d484b",
        "The daemon crashed several times in a row and now runs with plain settings. Run: voicelivectl doctor")
    package static let daemonMaintenance = LogEvent(
        "daemon.maintenance", .notice, id: "c3a1f5d27b6e4c0e9d48a7605b1fe932",
        "Maintenance began or ended. While it lasts, the daemon refuses new sessions, also after a restart. End it "
            + "with: voicelivectl maintenance off")
    package static let daemonWatchdogWithheld = LogEvent(
        "daemon.watchdog_withheld", .error, id: "7879f75b04af45669732573545bfd6e8",
        "A loop makes no progress, so the service manager is not told that all is well and will restart the "
            + "daemon. @VOICELIVED_LOOP@ names the loop.")
    package static let clockMoved = LogEvent(
        "clock.moved", .notice, id: "07dea7b0bfd147ed9b052a70a139f4c9",
        "The machine's clock was set. No timer of the daemon depends on it; a session that waited for it tries again.")
    package static let sleepBegins = LogEvent(
        "sleep.begins", .notice, id: "d8ebac0b516c495fa0e4ee7047f56f99",
        "The machine is about to sleep. A running session lets go of its connection and of the sound card.")
    package static let sleepEnded = LogEvent(
        "sleep.ended", .notice, id: "b958a2b67ec54c699e262cc5b6eac728",
        "The machine is awake again. A session that ran before goes on.")
    package static let networkCame = LogEvent("network.came", .info)
    package static let configLoaded = LogEvent(
        "config.loaded", .notice, id: "03cdcb953ca34db58c6c138778e35634",
        "The configuration was read. See it with: voicelivectl config show --origins")
    package static let configRejected = LogEvent(
        "config.rejected", .error, id: "7f545e3d7f53448ba2db84331cbb538d",
        "The configuration has errors and was not taken. See them with: voicelived --check-config")
    package static let configChanged = LogEvent(
        "config.changed", .notice, id: "4cddf27308894deb8e18445fa26b8112",
        "Settings changed. Those that wait for the next session or a restart are named.")
    package static let configFallback = LogEvent(
        "config.fallback", .warning, id: "9cfc18511a2340838702f5df24e4e803",
        "The configuration is broken; the last good one is in use. Repair it: voicelived --check-config")
    package static let configNotKept = LogEvent(
        "config.not_kept", .warning, id: "6dc14ea65ea44961a2bec0e71ca01265",
        "The configuration is in use, but could not be kept for a start with broken files. Check the state directory's "
            + "owner, mode and free space.")
    package static let credentialMissing = LogEvent(
        "credential.missing", .error, id: "91f44c9896c640c19d14cd45d7e9218d",
        "No credential for an endpoint. Store one with: voicelivectl credential set")
    package static let credentialUnsafe = LogEvent(
        "credential.unsafe", .error, id: "5b0e47c91d6f4f83a2c87e19d3640b5a",
        "A file with a credential belongs to somebody else, or others can read or change it. It is not used. Give it to the "
            + "daemon's user alone, with chown and chmod 600, and think about a new key.")
    package static let credentialRefused = LogEvent(
        "credential.refused", .error, id: "1584c199bb0846cc853a7f3c83fa4964",
        "The service refused the credential. Check it with: voicelivectl credential check")
    package static let audioServerUp = LogEvent("audio.server_up", .info)
    package static let audioServerDown = LogEvent(
        "audio.server_down", .warning, id: "d5cf50bdcd4a417f823e850206ad61e4",
        "The sound server went away. The daemon tries again by itself.")
    package static let audioStalled = LogEvent(
        "audio.stalled", .warning, id: "58446ef497a94a1db2e88f3b5deb1ed4",
        "The sound server sends no frames. The daemon reopens the stream, then the connection.")
    package static let audioDeviceChosen = LogEvent("audio.device_chosen", .info)
    package static let audioDeviceLost = LogEvent(
        "audio.device_lost", .warning, id: "8e796b8246524c7592a542211cfbcce0",
        "The device in use was removed. What happens next is set by audio.on_source_lost.")
    package static let audioNoSource = LogEvent(
        "audio.no_source", .error, id: "309598ed20a141ce855c9cd222ad5cce",
        "There is no usable microphone. Plug one in, or set audio.source. A loudspeaker's monitor is never "
            + "used as one.")
    package static let audioBadSignal = LogEvent(
        "audio.bad_signal", .warning, id: "831f39ceba894750a3165286bc2a0120",
        "The microphone delivers silence, clipping or a stuck value. Check the cable and the level.")
    package static let audioDuplex = LogEvent(
        "audio.duplex", .notice, id: "7d1f04c2b9e84b7fa6e35a90c41d2f68",
        "What interrupts an answer changed, because the room's echo does or no longer does defeat the canceller. "
            + "Lower the volume or move the microphone; barge_in.degrade switches this off.")
    package static let audioRoomForgotten = LogEvent(
        "audio.room_forgotten", .notice, id: "2b7c1de04f6a4f0c9a53d8e6715bb09e",
        "What was learnt of the room's echo could not be read or kept. It is learnt anew, within seconds.")
    package static let audioXrun = LogEvent("audio.xrun", .info)
    package static let audioRealtimeDenied = LogEvent(
        "audio.realtime_denied", .warning, id: "4a344e539dbd45cba73f53e07da4473c",
        "The audio thread could not get real-time priority. Set LimitRTPRIO= in the unit.")
    package static let audioHushed = LogEvent(
        "audio.hushed", .notice, id: "e97897d823df47649bf56bcd6d155e13",
        "The box's audio manager muted one of our streams, or opened it again. While the loudspeaker is silenced, the "
            + "daemon neither speaks nor listens.")
    package static let audioLowered = LogEvent(
        "audio.lowered", .warning, id: "e0d9a3b74c5846f1b21f6a8c07d35e94",
        "A policy module of the sound server lowers or silences the daemon's own stream while others play. Set audio.role to "
            + "a role that the module leaves alone, or change the module's arguments.")
    package static let audioMuted = LogEvent(
        "audio.muted", .notice, id: "b8d62b55658b4eaa941c847b25ba8f46",
        "The microphone was muted or opened.")
    package static let sessionStarted = LogEvent(
        "session.started", .notice, id: "d9c69a3e2c084706a0f0fd0ee63240f9",
        "A client started a session.")
    package static let sessionEnded = LogEvent(
        "session.ended", .notice, id: "fe40d8c48ed548e694eac05625cfa0ce",
        "A session ended; the reason is in the message.")
    package static let sessionResumed = LogEvent(
        "session.resumed", .notice, id: "d7427f7536ba49f3a000432b109fd4ae",
        "A session went on after a restart of the daemon.")
    package static let sessionJournalFailed = LogEvent(
        "session.journal_failed", .warning, id: "b0f6c2bca1554e77bf96e4964045ba7e",
        "The disk did not take the conversation's journal. After a restart the daemon cannot go on with it.")
    package static let sessionBudget = LogEvent(
        "session.budget", .warning, id: "6a0d67fd623e4865bf5b17e472feca37",
        "The session or the day nears its budget. See the section budget of voicelived.toml(5).")
    package static let turnFinished = LogEvent("turn.finished", .debug)
    package static let turnInterrupted = LogEvent("turn.interrupted", .debug)
    package static let linkUp = LogEvent("link.up", .info)
    package static let linkDown = LogEvent(
        "link.down", .warning, id: "f277b079273641338657db2739ca93a2",
        "The connection to the service is lost. The daemon tries again by itself.")
    package static let linkFallback = LogEvent(
        "link.fallback", .warning, id: "cf7fffc0e4bb4173806b5d8aa523ba36",
        "The preferred endpoint cannot be reached; the next one of the list is used.")
    package static let linkRecovered = LogEvent(
        "link.recovered", .notice, id: "681b778e6bc245fe9a932ff77383e239",
        "The preferred endpoint is in use again.")
    package static let linkClockUntrusted = LogEvent(
        "link.clock_untrusted", .warning, id: "e2a8eaad796f450cb35ccd82a1928c17",
        "The machine's clock is not set, so certificates cannot be checked yet. The daemon waits for the clock.")
    package static let linkTlsRefused = LogEvent(
        "link.tls_refused", .error, id: "881f9618c8b5435fb6bee79a5d7dcb49",
        "The service's certificate was refused. Check ca_file, the pins and the clock.")
    package static let linkProxyRefused = LogEvent(
        "link.proxy_refused", .error, id: "edbb9d338fe1409bb79460ae186f6696",
        "The proxy asks for a user and a password, or refuses those it was given. Store user:password with: "
            + "voicelivectl credential set voicelived.proxy")
    package static let serviceError = LogEvent(
        "service.error", .warning, id: "d951f17a90e84bc082752c4dda4a5917",
        "The service reported an error. Its request id is in @VOICELIVED_CLOUD_ID@.")
    package static let serviceUnknownEvent = LogEvent("service.unknown_event", .debug)
    package static let controlClientConnected = LogEvent("control.client_connected", .debug)
    package static let controlClientRefused = LogEvent(
        "control.client_refused", .warning, id: "a8ae594ebd084ab9987520a5abcc5aa4",
        "A program without the right to use the socket tried. Rights are set in the section access.")
    package static let controlClientSlow = LogEvent(
        "control.client_slow", .warning, id: "cb0d82267e904b46a3bcc43629f8b865",
        "A client did not read what it subscribed to and was disconnected.")
    package static let toolFailed = LogEvent(
        "tool.failed", .warning, id: "2375c1b07c0746499f427b4554af23bc",
        "A tool did not answer in time, or its owner went away. The conversation went on.")
    package static let toolApproval = LogEvent("tool.approval", .info)
    package static let recordStarted = LogEvent(
        "record.started", .notice, id: "e161d1c8aeb246c1826594b39dd58d1b",
        "A recording started. List recordings with: voicelivectl record list")
    package static let recordStopped = LogEvent(
        "record.stopped", .notice, id: "a047fdecf71d4da09f7a6ac0ec4bc65e",
        "A recording ended.")
    package static let recordFailed = LogEvent(
        "record.failed", .error, id: "234df24f494a4e27866014f466e6d7d5",
        "A recording could not be written. Check free space and record.directory.")
    package static let accessDenied = LogEvent(
        "access.denied", .warning, id: "5fa95b9e32ea40f983326a18796b9dda",
        "A client asked for something its role does not allow.")
    package static let logDropped = LogEvent(
        "log.dropped", .warning, id: "2fa503c4cb9f49e9bd1e3f6a0a9347d1",
        "Entries came faster than they could be written; some were dropped.")
    package static let healthRaised = LogEvent(
        "health.raised", .warning, id: "c6c67d9e10534407814bd1f47856fa06",
        "Something stays wrong. See it with: voicelivectl health")
    package static let healthCleared = LogEvent(
        "health.cleared", .notice, id: "093cfe294e51460ea920808be7034e82",
        "A lasting trouble is over.")
}

extension LogEvent {
    /// The whole catalogue, in the order above.
    package static let all: [LogEvent] = [
        .daemonStarted, .daemonStopping, .daemonFailed, .daemonSafeMode, .daemonMaintenance,
        .daemonWatchdogWithheld,
        .clockMoved, .sleepBegins, .sleepEnded, .networkCame,
        .configLoaded, .configRejected, .configChanged, .configFallback, .configNotKept, .credentialMissing,
        .credentialUnsafe, .credentialRefused,
        .audioServerUp,
        .audioServerDown, .audioStalled, .audioDeviceChosen, .audioDeviceLost, .audioNoSource, .audioBadSignal,
        .audioDuplex, .audioRoomForgotten,
        .audioXrun, .audioRealtimeDenied, .audioHushed, .audioLowered, .audioMuted, .sessionStarted, .sessionEnded,
        .sessionResumed,
        .sessionJournalFailed, .sessionBudget, .turnFinished, .turnInterrupted, .linkUp, .linkDown, .linkFallback,
        .linkRecovered,
        .linkClockUntrusted, .linkTlsRefused, .linkProxyRefused, .serviceError, .serviceUnknownEvent,
        .controlClientConnected, .controlClientRefused, .controlClientSlow, .toolFailed, .toolApproval, .recordStarted,
        .recordStopped, .recordFailed,
        .accessDenied, .logDropped, .healthRaised, .healthCleared,
    ]
}
