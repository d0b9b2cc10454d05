extension Counters {
    /// Everything as OpenMetrics text, for `daemon.metrics` and a node_exporter text file.
    package func openMetrics(process: ProcessFigures? = .read()) -> String {
        var text = OpenMetricsText()
        text.info("voicelived_build", "What is running.", "version=\"\(OpenMetricsText.escaped(version))\"")
        text.gauge("voicelived_start_time_seconds", "When it started, since 1970.", startedWall.inSeconds)
        addSessions(to: &text)
        addAudio(to: &text)
        addLink(to: &text)
        addControl(to: &text)
        addDaemon(to: &text)
        process?.add(to: &text)
        text.end()
        return text.text
    }

    private func addSessions(to text: inout OpenMetricsText) {
        text.counter("voicelived_sessions", "Sessions ended, by profile and reason.", sessions)
        text.histogram("voicelived_session_seconds", "Length of sessions.", sessionSeconds)
        text.gauge("voicelived_session_active", "1 while a session is active.", sessionActive)
        text.histogram("voicelived_turn_latency_seconds", "Parts of a turn's answer time.", turnLatency)
    }

    private func addAudio(to text: inout OpenMetricsText) {
        text.counter("voicelived_audio_frames", "Frames from and to the sound card.", audioFrames)
        text.counter("voicelived_audio_lost_seconds", "Audio that was lost.", audioLost)
        text.counter("voicelived_audio_xruns", "Overruns and underruns.", audioXruns)
        text.counter("voicelived_audio_stalls", "Times the sound server fell silent.", audioStalls)
        text.counter("voicelived_audio_reconnects", "Streams opened again.", audioReconnects)
        text.histogram("voicelived_dsp_frame_seconds", "Work on one block of audio.", dspBlock)
        text.gauge("voicelived_aec_erle_db", "Echo return loss enhancement.", echoReturnLoss)
        text.gauge("voicelived_aec_delay_seconds", "The echo behind the reference.", echoDelay)
        text.gauge("voicelived_aec_drift_ppm", "How fast that grows.", echoDrift)
        text.gauge("voicelived_aec_confidence", "How sure the echo filter is of itself, 0 to 1.", echoConfidence)
        text.gauge(
            "voicelived_double_talk_ratio", "Share of the agent's speech during which somebody talked.", doubleTalk)
        text.counter("voicelived_vad_speech_seconds", "Speech heard.", speech)
        text.counter("voicelived_barge_ins", "Interruptions that were confirmed, or taken back.", bargeIns)
    }

    private func addLink(to text: inout OpenMetricsText) {
        text.gauge("voicelived_link_up", "1 while connected to a service.", linkUp)
        text.counter("voicelived_link_connects", "Attempts to connect.", linkConnects)
        text.gauge("voicelived_link_rtt_seconds", "Last round trip.", linkRoundTrip)
        text.counter("voicelived_link_bytes", "Bytes on the wire.", linkBytes)
        text.counter("voicelived_cloud_errors", "Errors of the service.", serviceErrors)
        text.counter("voicelived_cloud_tokens", "Tokens used.", serviceTokens)
        text.counter("voicelived_cost_estimate_micros", "Estimated cost, in millionths of the unit.", costMicros)
    }

    private func addControl(to text: inout OpenMetricsText) {
        text.gauge("voicelived_ipc_connections", "Clients connected.", controlConnections)
        text.counter("voicelived_ipc_requests", "Requests of clients.", controlRequests)
        text.counter("voicelived_ipc_dropped", "Notifications dropped.", controlDropped)
        text.counter("voicelived_ipc_slow_disconnects", "Clients disconnected as too slow.", controlSlowDisconnects)
        text.counter("voicelived_tool_calls", "Tool calls.", toolCalls)
    }

    private func addDaemon(to text: inout OpenMetricsText) {
        text.counter("voicelived_config_reloads", "Reloads of the configuration.", configReloads)
        text.counter("voicelived_watchdog_withheld", "Watchdog pings not sent.", watchdogWithheld)
        text.gauge("voicelived_loop_age_seconds", "Time since a loop made progress.", loopAge)
        text.counter("voicelived_log_dropped", "Log entries dropped.", logDropped[].value)
    }
}
