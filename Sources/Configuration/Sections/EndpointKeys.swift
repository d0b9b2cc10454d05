extension EndpointSection {
    package static let keys: [SettingKey<EndpointSection>] = addressKeys + credentialKeys + networkKeys + wireKeys

    private static let addressKeys: [SettingKey<EndpointSection>] = [
        SettingKey("name", \.name, .endpointName, .nextSession, "A short name of your own; must be there."),
        SettingKey(
            "url", \.url, .endpointURL, .nextSession,
            "Where it listens; must be there. wss:// for services, ws+unix:/path for a socket on this machine."),
        SettingKey(
            "dialect", \.dialect, .choice, .nextSession,
            "The protocol: Azure Voice Live, OpenAI Realtime, or the older OpenAI beta."),
        SettingKey(
            "api_version", \.apiVersion, .text(upTo: 64), .nextSession, "Version of the Voice Live protocol, a date."),
        SettingKey(
            "model", \.model, .text(upTo: 256), .nextSession, "The model, or the deployment with a profile of your own."
        ),
        SettingKey("agent", \.agent, .text(upTo: 256), .nextSession, "Name of a Foundry agent, instead of a model."),
        SettingKey(
            "agent_project", \.agentProject, .text(upTo: 256), .nextSession, "The agent's project; goes with agent."),
        SettingKey(
            "agent_version", \.agentVersion, .text(upTo: 64), .nextSession, "Pins the agent's version. Empty: newest."),
        SettingKey(
            "profile", \.profile, .text(upTo: 128), .nextSession,
            "For a model that you bring yourself, such as byom-azure-openai-realtime."),
    ]

    private static let credentialKeys: [SettingKey<EndpointSection>] = [
        SettingKey(
            "authentication", \.authentication, .choice, .nextSession,
            "How the credential is shown to the service: the header api-key, a bearer token, or not at all."),
        SettingKey(
            "credential", \.credential, .text(upTo: 128), .nextSession,
            "Name of the systemd credential, such as voicelived.api_key. Never the key itself."),
        SettingKey(
            "credential_file", \.credentialFile, .path, .nextSession,
            "A file with the credential, read again before each connection. It is refused unless it belongs to the daemon's "
                + "user or root and nobody else may read it."),
        SettingKey(
            "credential_command", \.credentialCommand, .list(of: .text(upTo: 1024), upTo: 32), .nextSession,
            "A program and its arguments that prints the credential, run before each connection, without a shell."),
        SettingKey(
            "optional", \.optional, .boolean, .nextSession,
            "While its credential is not stored it is left out, and nobody is told that one is missing."),
    ]

    private static let networkKeys: [SettingKey<EndpointSection>] = [
        SettingKey(
            "ca_file", \.caFile, .path, .nextSession,
            "Certificates to trust instead of the system's. Empty: the system's."
        ),
        SettingKey(
            "pins", \.pins, .list(of: .pin, upTo: 8), .nextSession,
            "SHA-256 of public keys, base64. One of them must be in the service's chain. Two or more, or none."),
        SettingKey(
            "proxy", \.proxy, .proxyURL, .nextSession, "HTTP proxy for this endpoint. Empty: as in the section link."),
        SettingKey(
            "lacks", \.lacks, .list(of: .choice, upTo: 16), .nextSession,
            "What this service cannot do, so that it is not asked for it."),
        SettingKey(
            "headers", \.headers, .table(of: .text(upTo: 1024), upTo: 16), .nextSession,
            "Further headers of the request. Not for credentials."),
        SettingKey(
            "query", \.query, .table(of: .text(upTo: 1024), upTo: 16), .nextSession,
            "Further parameters of the URL. Not for credentials."),
    ]

    private static let wireKeys: [SettingKey<EndpointSection>] = [
        SettingKey("uplink_format", \.uplinkFormat, .choice, .nextSession, "How the person's voice is coded."),
        SettingKey(
            "uplink_rate", \.uplinkRate, Rule.oneOf([8000, 16000, 24000], unit: "hertz").optional, .nextSession,
            "Its sample rate. Unset: 16000; 24000 with the OpenAI dialects; 8000 with G.711."),
        SettingKey(
            "uplink_mode", \.uplinkMode, .choice, .nextSession,
            "processed: one clean channel. stereo: raw microphone and loudspeaker, and the service cancels the echo."),
        SettingKey(
            "uplink_frame_ms", \.uplinkFrame, .milliseconds(10...100), .nextSession,
            "Sound in one message, a multiple of 10. It may be twice as much while nobody talks."),
        SettingKey("downlink_format", \.downlinkFormat, .choice, .nextSession, "How the agent's voice is coded."),
        SettingKey(
            "session", \.session, .free, .nextSession,
            "Further members of the session that is asked for, as they go on the wire. They win over everything else."),
    ]
}

extension Rule where Value == String {
    /// An endpoint's name; never empty.
    static let endpointName = name

    /// base64 of 32 bytes.
    static let pin = form("base64", "32 bytes: 44 characters", samples: [String(repeating: "A", count: 43) + "="]) {
        text in
        let body = text.utf8.dropLast()
        let isBase64 = body.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2B || byte == 0x2F
        }
        return text.utf8.count == 44 && text.hasSuffix("=") && isBase64
            ? nil : "must be the base64 of a SHA-256: 44 characters"
    }
}
