extension Configuration {
    /// Lets defaults follow what was written: who sets `idle_timeout = "5s"` need not know that a warning comes 10 s before.
    /// Values that agree stay; two written values that disagree stay too, and are an error.
    mutating func letDefaultsFollow(written: (String) -> Bool) {
        /// The first is a lower bound of the second; whichever is a default gives way.
        func order<Value: Comparable>(_ low: inout Value, _ lowKey: String, _ high: inout Value, _ highKey: String) {
            guard low > high else { return }
            if !written(highKey) { high = low } else if !written(lowKey) { low = high }
        }
        order(&audio.fragment, "audio.fragment_ms", &audio.latency, "audio.latency_ms")
        if !written("audio.fragment_ms") {
            audio.fragment = .milliseconds(Quantity.milliseconds(audio.fragment) / 5 * 5)
        }
        order(
            &control.maxClientsPerUser, "control.max_clients_per_user", &control.maxClients, "control.max_clients")
        order(
            &speech.continueProbability, "speech.continue_probability", &speech.startProbability,
            "speech.start_probability")
        order(
            &bargeIn.suspectAfter, "barge_in.suspect_after_ms", &bargeIn.confirmAfter, "barge_in.confirm_after_ms")
        order(
            &bargeIn.probability, "barge_in.probability", &bargeIn.confirmProbability, "barge_in.confirm_probability")
        order(&link.pongTimeout, "link.pong_timeout", &link.pingInterval, "link.ping_interval")
        order(&link.retryFirst, "link.retry.first", &link.retryMax, "link.retry.max")
        if session.idleTimeout > .zero, session.idleWarning >= session.idleTimeout, !written("session.idle_warning") {
            session.idleWarning = .milliseconds(Quantity.milliseconds(session.idleTimeout) / 2)
        }
    }
}
