import ControlTestSupport
import Testing

@testable import Configuration
@testable import voicelived

/// A key that is documented as working changes what it says: the settings of some part differ when it does, or the part
/// that reads it by itself is named here.
@Suite struct EveryKeyTests {
    /// Keys that no settings of the daemon's parts hold: who reads them, and how the reading looks in its source.
    private static let readInPlace: [String: (file: String, reading: String)] = [
        "profile": ("Configuration/Loading/ConfigurationLoader.swift", "values[\"profile\"]"),
        "fallback_last_good": ("voicelived/Service/LastGoodFile.swift", ".general.fallbackLastGood"),
        "state_directory": ("Configuration/Loading/Instance.swift", ".general.stateDirectory"),
        "control.socket": ("Configuration/Loading/Instance.swift", ".control.socket"),
        "control.observe_socket": ("voicelived/DaemonRun.swift", ".control.observeSocket"),
        "audio.volume_db": ("voicelived/Card/SoundCard.swift", ".audio.volume)"),
        "audio.volume_ceiling_db": ("voicelived/Card/SoundCard.swift", ".audio.volumeCeiling"),
        "dsp.aec.remember": ("voicelived/Card/SoundCard.swift", ".echo.remember"),
        "audio.start_muted": ("voicelived/DaemonRun.swift", ".audio.startMuted"),
        "barge_in.stop_word_url": ("voicelived/Settings/StopWordLink+Configuration.swift", ".stopWordURL"),
        "budget.currency": ("voicelived/Session/SessionDesk.swift", ".budget.currency"),
        "session.resume": ("voicelived/Journal/JournalShelf.swift", "session.resume,"),
        "session.resume_within": ("voicelived/Journal/JournalShelf.swift", "session.resumeWithin"),
        "record.enabled": ("voicelived/Control/RecordingAnswers.swift", ".record.enabled"),
        "record.max_length": ("voicelived/Control/RecordingAnswers.swift", ".record.maxLength"),
        "log.format": ("voicelived/DaemonRun.swift", ".log.format"),
        "log.text_in_log": ("voicelived/DaemonRun.swift", ".log.textInLog"),
    ]

    /// What must stand beside a key for it to matter, or a value that means something on every machine.
    private static let companions: [String: String] = [
        "voice.endpoint_id": "voice.kind = \"azure-custom\"", "voice.model": "voice.kind = \"azure-personal\"",
        "voice.kind": "voice.endpoint_id = \"d\"\nvoice.model = \"m\"",
        "barge_in.duck_db": "barge_in.on_suspicion = \"duck\"",
        "link.no_proxy": "link.proxy = \"http://p:1\"",
    ]
    private static let values: [String: [String]] = [
        "access.admin_groups": ["[\"root\"]"], "access.controller_groups": ["[\"root\"]"],
        "access.observer_groups": ["[\"root\"]"], "access.tap_groups": ["[\"root\"]"],
        "access.priority": ["{ root = \"vehicle\" }"], "link.no_proxy": ["[\"a.example\"]"],
        "conversation.instructions_file": ["\"/nowhere\""], "voice.endpoint_id": ["\"d\"", "\"e\""],
        "voice.model": ["\"m\"", "\"n\""],
    ]

    private static let endpoint = "[[endpoint]]\nname = \"a\"\nurl = \"wss://a.example\"\nmodel = \"m\"\n"

    private func isReadInPlace(_ name: String) throws -> Bool {
        if name.hasPrefix("local.") { return try isReadByTheLocalService(name) }
        guard let place = Self.readInPlace[name] else { return false }
        return try Program.read(Repository.path("Sources/" + place.file)).contains(place.reading)
    }

    /// `local.end_of_turn_ms` is `section.endOfTurn` there.
    private func isReadByTheLocalService(_ name: String) throws -> Bool {
        let words = name.dropFirst("local.".count).split(separator: "_").filter { $0 != "ms" }
        let property = words.enumerated().map { index, word in
            if index == 0 { return String(word) }
            return word == "url" ? "URL" : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
        let folder = Repository.path("Sources/voicelive-local")
        return try (LinuxFiles().names(in: folder) ?? []).contains { file in
            try Program.read(folder + "/" + file).contains("." + property)
        }
    }

    /// Whether two of the values, or one of them and the usual file, say different things. What is refused says nothing.
    private func matters(
        _ values: [String], usual: String, to mapped: (Settings) -> String = Mapped.text, _ text: (String) -> String
    ) -> Bool {
        let said = ([usual] + values.map(text)).compactMap { (try? Written.settings($0)).map(mapped) }
        return Set(said).count > 1
    }

    @Test func everyKeyChangesWhatItSays() throws {
        var idle: [String] = []
        for key in SettingTable.keys
        where key.applies != .notYet && !["endpoint", "budget.price", "tools.mcp"].contains(key.name) {
            let beside = Self.companions[key.name].map { $0 + "\n" } ?? ""
            let values = Self.values[key.name] ?? key.samples
            let changes = matters(values, usual: beside + Self.endpoint) { value in
                "\(key.name) = \(value)\n" + beside + Self.endpoint
            }
            if try !changes && !isReadInPlace(key.name) { idle.append(key.name) }
        }
        #expect(idle == [], "these keys change nothing: let them, or mark them .notYet")
    }

    /// Keys whose new value the daemon looks up, or hands on, by itself.
    private static let takenInPlace: Set<String> = [
        "audio.volume_db", "audio.volume_ceiling_db", "record.enabled", "record.max_length", "log.text_in_log",
    ]

    /// The manual, the schema and the answer to a reload promise it; a running session keeps the promise.
    @Test func whatAppliesAtOnceIsTakenAtOnce() throws {
        var late: [String] = []
        for key in SettingTable.keys
        where ConfigurationChange.atOnce.contains(key.applies) && key.name != PriceSection.path {
            let beside = Self.companions[key.name].map { $0 + "\n" } ?? ""
            let isTaken = matters(
                Self.values[key.name] ?? key.samples, usual: beside + Self.endpoint, to: Mapped.taken
            ) { value in
                "\(key.name) = \(value)\n" + beside + Self.endpoint
            }
            if !isTaken && !Self.takenInPlace.contains(key.name) { late.append(key.name) }
        }
        #expect(late == [], "a running session does not take these: mark them .nextSession")
    }

    /// Half of it: the client of the service has this deadline too, the pre-roll's store has its size, and a profile holds
    /// keys of every kind.
    private static let takenInPart: Set<String> = ["link.connect_timeout", "speech.pre_roll_ms", "profile"]

    /// An answer that says "from the next session" is not wrong to the safe side either.
    @Test func whatIsTakenAtOnceIsPromised() throws {
        var early: [String] = []
        for key in SettingTable.keys where key.applies == .nextSession && !Self.takenInPart.contains(key.name) {
            let beside = Self.companions[key.name].map { $0 + "\n" } ?? ""
            let isTaken = matters(
                Self.values[key.name] ?? key.samples, usual: beside + Self.endpoint, to: Mapped.taken
            ) { value in
                "\(key.name) = \(value)\n" + beside + Self.endpoint
            }
            if isTaken { early.append(key.name) }
        }
        #expect(early == [], "a running session takes these: mark them .live")
    }

    @Test func everyKeyOfAnEndpointChangesWhatItSays() throws {
        let companions = [
            "agent": "agent_project = \"p\"\n", "agent_project": "agent = \"g\"\n",
            "agent_version": "agent = \"g\"\nagent_project = \"p\"\n",
            "authentication": "credential_command = [\"/bin/true\"]\n",
            "optional": "credential_file = \"/nowhere\"\n",
        ]
        let own: [String: [String]] = [
            "agent": ["\"g\"", "\"h\""], "agent_project": ["\"p\"", "\"q\""], "name": ["\"b\""],
            "url": ["\"wss://b.example\""],
            "pins": ["[\"\(String(repeating: "A", count: 43))=\", \"\(String(repeating: "B", count: 43))=\"]"],
            "headers": ["{ X-A = \"1\" }"], "query": ["{ a = \"1\" }"], "session": ["{ a = 1 }"],
            "uplink_rate": ["24000"], "uplink_format": ["\"g711_ulaw\""], "credential": ["\"none-such\""],
            "lacks": ["[\"tools\"]"], "credential_command": ["[\"/bin/true\"]"],
        ]
        var idle: [String] = []
        for key in EndpointSection.keys where key.applies != .notYet {
            let head =
                Self.endpoint.split(separator: "\n").filter { !$0.hasPrefix(key.name + " ") }
                .joined(separator: "\n") + "\n"
            let beside = companions[key.name] ?? ""
            let changes = matters(own[key.name] ?? key.samples, usual: Self.endpoint + (companions[key.name] ?? "")) {
                value in
                head + beside + "\(key.name) = \(value)\n"
            }
            if !changes { idle.append(key.name) }
        }
        #expect(idle == [])
    }

    @Test func everyKeyOfAnMCPServerChangesWhatItSays() throws {
        let own: [String: [String]] = [
            "label": ["\"b\""], "url": ["\"https://b.example/\""], "headers": ["{ X-A = \"voicelived.b\" }"],
            "allowed_tools": ["[\"b\"]"], "free_tools": ["[\"b\"]"], "credential": ["\"b\""],
        ]
        let usual = ["label = \"a\"", "url = \"https://a.example/\""]
        for key in MCPServerSection.keys {
            let head = usual.filter { !$0.hasPrefix(key.name + " ") }.joined(separator: "\n")
            #expect(
                matters(
                    own[key.name] ?? key.samples,
                    usual: Self.endpoint + "[[tools.mcp]]\n" + usual.joined(separator: "\n")
                ) {
                    Self.endpoint + "[[tools.mcp]]\n\(head)\n\(key.name) = \($0)\n"
                },
                "\(key.name)")
        }
    }

    @Test func everyPriceCounts() throws {
        let price = "[[budget.price]]\nmodel = \"m\"\n"
        for key in PriceSection.keys where key.name != "model" {
            #expect(
                matters(["3.5"], usual: Self.endpoint + price, to: Mapped.taken) {
                    Self.endpoint + price + "\(key.name) = \($0)\n"
                },
                "\(key.name)")
            #expect(key.applies == .live)
        }
    }

    /// The guard sees a key that does nothing.
    @Test func aKeyThatSaysNothingIsFound() throws {
        #expect(!matters(["\"x\""], usual: Self.endpoint) { "# \($0)\n" + Self.endpoint })
        #expect(try !isReadInPlace("voice.rate"))
    }
}
