/// What only shows when keys are seen together, or against the machine.
struct CrossChecks {
    private(set) var problems: [Problem] = []
    let configuration: Configuration
    private let places: [String: TomlNode]
    let surroundings: any Surroundings

    init(_ configuration: Configuration, _ places: [String: TomlNode], _ surroundings: any Surroundings) {
        self.configuration = configuration
        self.places = places
        self.surroundings = surroundings
        audio()
        speech()
        link()
        endpoints()
        conversation()
        voice()
        budget()
        toolServers()
        machine()
        withoutEffect()
    }

    private mutating func audio() {
        let audio = configuration.audio
        if Quantity.milliseconds(audio.fragment) % 5 != 0 {
            error("audio.fragment_ms", "must be a multiple of 5")
        }
        if audio.latency < audio.fragment {
            error(
                "audio.latency_ms", with: "audio.fragment_ms",
                "must not be less than audio.fragment_ms (\(Quantity.text(audio.fragment)))")
        }
        if audio.allowMonitor {
            warn("audio.allow_monitor", "the daemon may record its own loudspeaker; for tests only")
        }
        if configuration.control.maxClientsPerUser > configuration.control.maxClients {
            error(
                "control.max_clients_per_user", with: "control.max_clients", "must not be more than control.max_clients"
            )
        }
        if !configuration.control.socket.isEmpty,
            configuration.control.socket == configuration.control.observeSocket
        {
            error("control.observe_socket", with: "control.socket", "must differ from control.socket")
        }
        if configuration.control.socket.isEmpty { error("control.socket", "must not be empty") }
        for (key, path) in [
            ("socket", configuration.control.socket), ("observe_socket", configuration.control.observeSocket),
        ]
        where path.utf8.count > 107 {
            error("control." + key, "a socket's path has 107 bytes at most")
        }
    }

    private mutating func speech() {
        let speech = configuration.speech
        if speech.continueProbability > speech.startProbability {
            error(
                "speech.continue_probability", with: "speech.start_probability",
                "must not be above speech.start_probability")
        }
        if configuration.bargeIn.confirmAfter < configuration.bargeIn.suspectAfter {
            error(
                "barge_in.confirm_after_ms", with: "barge_in.suspect_after_ms",
                "must not be less than barge_in.suspect_after_ms")
        }
        if configuration.bargeIn.confirmProbability < configuration.bargeIn.probability {
            error(
                "barge_in.confirm_probability", with: "barge_in.probability", "must not be below barge_in.probability")
        }
        if configuration.bargeIn.mode == .stopWord && configuration.bargeIn.stopWords.isEmpty {
            error("barge_in.stop_words", with: "barge_in.mode", "must not be empty with barge_in.mode = \"stop_word\"")
        }
        if configuration.bargeIn.mode == .stopWord && !configuration.transcription.enabled
            && configuration.bargeIn.stopWordURL.isEmpty
        {
            error(
                "barge_in.mode", with: "transcription.enabled",
                "\"stop_word\" needs transcription.enabled or barge_in.stop_word_url: the words are found in the "
                    + "transcript, or heard there")
        }
        if configuration.echo.suppressionWhileSpeaking < configuration.echo.suppression {
            warn("dsp.aec.suppress_active_db", "suppresses more while somebody speaks than while nobody does")
        }
    }

    private mutating func link() {
        if configuration.link.retryFirst > configuration.link.retryMax {
            error("link.retry.first", with: "link.retry.max", "must not be longer than link.retry.max")
        }
        if configuration.link.pongTimeout > configuration.link.pingInterval {
            error("link.pong_timeout", with: "link.ping_interval", "must not be longer than link.ping_interval")
        }
    }

    private mutating func conversation() {
        if !configuration.conversation.instructions.isEmpty && !configuration.conversation.instructionsFile.isEmpty {
            error(
                "conversation.instructions_file", with: "conversation.instructions",
                "give conversation.instructions or this, not both")
        }
        if !configuration.conversation.greeting.isEmpty && !configuration.conversation.greetingInstructions.isEmpty {
            error(
                "conversation.greeting_instructions", with: "conversation.greeting",
                "give conversation.greeting or this, not both")
        }
        if configuration.session.idleTimeout > .zero,
            configuration.session.idleWarning >= configuration.session.idleTimeout
        {
            error("session.idle_warning", with: "session.idle_timeout", "must be shorter than session.idle_timeout")
        }
        if configuration.local.dialogue == .chat && configuration.local.chatURL.isEmpty {
            error("local.chat_url", with: "local.dialogue", "must be given with local.dialogue = \"chat\"")
        }
        if configuration.local.recogniser == .wyoming && configuration.local.recogniserAddress.isEmpty {
            error(
                "local.recogniser_address", with: "local.recogniser",
                "must be given with local.recogniser = \"wyoming\"")
        }
        if configuration.local.speech == .wyoming && configuration.local.speechAddress.isEmpty {
            error("local.speech_address", with: "local.speech", "must be given with local.speech = \"wyoming\"")
        }
    }

    private mutating func voice() {
        let voice = configuration.voice
        if voice.kind == .custom && voice.endpointID.isEmpty {
            error("voice.endpoint_id", with: "voice.kind", "must be given with voice.kind = \"azure-custom\"")
        }
        if voice.kind == .personal && voice.model.isEmpty {
            error("voice.model", with: "voice.kind", "must be given with voice.kind = \"azure-personal\"")
        }
    }

    private mutating func budget() {
        let budget = configuration.budget
        if budget.prices.contains(where: \.model.isEmpty) { error("budget.price", "a price without model") }
        if let twice = Self.firstTwice(budget.prices.map(\.model)) {
            error("budget.price", "two prices for the model \"\(twice)\"")
        }
        if (budget.perSession > 0 || budget.perDay > 0) && budget.prices.isEmpty {
            warn(
                "budget.per_session", "a cap in \(budget.currency) has no effect without a [[budget.price]] table",
                hint: "tokens_per_session needs no price")
        }
    }

    /// Who writes a key must not believe that it works. A profile's keys are not the admin's to repair, and a value that
    /// is the default asks for nothing.
    private mutating func withoutEffect() {
        let message = "has no effect: this version does nothing with it"
        let usual = Configuration()
        for key in SettingTable.keys
        where key.applies == .notYet && key.text(configuration) != key.text(usual) {
            guard let place = places[key.name]?.place, !BuiltInProfile.isOne(place.file) else { continue }
            problems.append(Problem(.warning, "no_effect", path: key.name, at: place, message))
        }
        let usualEndpoint = EndpointSection()
        for (index, endpoint) in configuration.endpoints.enumerated() {
            for key in EndpointSection.keys
            where key.applies == .notYet && key.text(endpoint) != key.text(usualEndpoint) {
                problems.append(
                    Problem(
                        .warning, "no_effect", path: "endpoint[\(index)].\(key.name)", at: place(index, key.name),
                        message))
            }
        }
    }

    private mutating func machine() {
        let access = configuration.access
        let lists = [
            ("access.admin_groups", access.adminGroups), ("access.controller_groups", access.controllerGroups),
            ("access.observer_groups", access.observerGroups), ("access.tap_groups", access.tapGroups),
        ]
        for (key, groups) in lists {
            // The shipped groups come with the package; a build from source may lack them.
            for group in groups where places[key] != nil && surroundings.hasGroup(group) == false {
                warn(key, "there is no group \"\(group)\"")
            }
        }
        let file = configuration.conversation.instructionsFile
        if !file.isEmpty && surroundings.hasFile(file) == false {
            error("conversation.instructions_file", "there is no file \(file)")
        }
    }

    static func firstTwice(_ names: [String]) -> String? {
        var seen = Set<String>()
        return names.first { !seen.insert($0).inserted }
    }
}

extension CrossChecks {
    /// - Parameter other: the key it disagrees with, which may be the one that was written.
    mutating func error(_ path: String, with other: String? = nil, _ message: String) {
        let node = places[path] ?? other.flatMap { places[$0] }
        problems.append(Problem(.error, "conflict", path: path, at: node?.place, message))
    }

    private mutating func warn(_ path: String, _ message: String, hint: String? = nil) {
        problems.append(Problem(.warning, "doubtful", path: path, at: places[path]?.place, message, hint: hint))
    }

    /// - Parameter list: the tables it is one of.
    mutating func error(
        _ index: Int, _ key: String, of list: String = EndpointSection.path, _ message: String, hint: String? = nil
    ) {
        problems.append(
            Problem(
                .error, "conflict", path: "\(list)[\(index)].\(key)", at: place(index, key, of: list), message,
                hint: hint))
    }

    mutating func warn(
        _ index: Int, _ key: String, of list: String = EndpointSection.path, _ message: String, hint: String? = nil
    ) {
        problems.append(
            Problem(
                .warning, "doubtful", path: "\(list)[\(index)].\(key)", at: place(index, key, of: list), message,
                hint: hint))
    }

    /// The key's place in that table, or the table's.
    private func place(_ index: Int, _ key: String, of list: String = EndpointSection.path) -> Place? {
        guard case .array(let nodes)? = places[list]?.content, index < nodes.count else { return nil }
        return nodes[index].table?.first { $0.key == key }?.value.place ?? nodes[index].place
    }
}
