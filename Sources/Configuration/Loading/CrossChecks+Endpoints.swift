extension CrossChecks {
    mutating func endpoints() {
        let endpoints = configuration.endpoints
        if let twice = Self.firstTwice(endpoints.map(\.name).filter { !$0.isEmpty }) {
            error("endpoint", "two endpoints with the name \"\(twice)\"")
        }
        for (index, endpoint) in endpoints.enumerated() { check(endpoint, index) }
    }

    private mutating func check(_ endpoint: EndpointSection, _ index: Int) {
        if endpoint.name.isEmpty { error(index, "name", "must be given") }
        if endpoint.url.isEmpty { error(index, "url", "must be given") }
        let sources = [
            endpoint.credential.isEmpty, endpoint.credentialFile.isEmpty, endpoint.credentialCommand.isEmpty,
        ].count { !$0 }
        if sources > 1 {
            error(index, "credential", "give one of credential, credential_file and credential_command")
        }
        if endpoint.pins.count == 1 {
            error(index, "pins", "one pin locks you out when the key changes: give two or more, or none")
        }
        if endpoint.agent.isEmpty != endpoint.agentProject.isEmpty {
            error(index, endpoint.agent.isEmpty ? "agent" : "agent_project", "agent and agent_project go together")
        }
        checkWire(endpoint, index)
        checkCredential(endpoint, index, hasSource: sources > 0)
    }

    private mutating func checkWire(_ endpoint: EndpointSection, _ index: Int) {
        let isG711 = endpoint.uplinkFormat != .pcm16
        if isG711 != (endpoint.effectiveUplinkRate == 8000) {
            error(index, "uplink_rate", "G.711 has 8000 hertz, pcm16 has 16000 or 24000")
        }
        if !isG711 && endpoint.dialect != .voiceLive && endpoint.effectiveUplinkRate != 24000 {
            error(index, "uplink_rate", "the OpenAI dialects take pcm16 at 24000 hertz only")
        }
        if isG711 && endpoint.uplinkMode == .stereo {
            error(index, "uplink_mode", "stereo needs uplink_format = \"pcm16\"")
        }
        if Quantity.milliseconds(endpoint.uplinkFrame) % 10 != 0 {
            error(index, "uplink_frame_ms", "must be a multiple of 10")
        }
        if let address = endpoint.address, !address.isEncrypted {
            if !endpoint.pins.isEmpty || !endpoint.caFile.isEmpty {
                error(index, "url", "ca_file and pins need wss://")
            }
        }
        for name in endpoint.headers.keys.sorted()
        where ["authorization", "api-key", "host", "cookie", "proxy-authorization"].contains(name.lowercased()) {
            error(index, "headers", "the header \"\(name)\" cannot be set here", hint: "credentials go with credential")
        }
        for name in endpoint.query.keys.sorted() where SecretNames.contains(name) {
            error(index, "query", "a secret in a URL ends up in logs", hint: "credentials go with credential")
        }
        let isPlain = { (text: String) in text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
        for (name, value) in endpoint.headers
        where !isPlain(name + value) || name.contains(where: { ": ".contains($0) }) {
            error(index, "headers", "the header \"\(name)\" holds characters that no header may hold")
        }
    }

    private mutating func checkCredential(_ endpoint: EndpointSection, _ index: Int, hasSource: Bool) {
        guard endpoint.authentication != .none, let address = endpoint.address else { return }
        if endpoint.optional { return checkOptional(endpoint, index, hasSource: hasSource) }
        if !hasSource && !address.isUnixSocket && !address.isLoopback {
            warn(
                index, "credential", "there is no credential for this endpoint",
                hint: "run: voicelivectl credential set")
        }
        if !endpoint.credential.isEmpty && surroundings.hasCredential(endpoint.credential) == false {
            warn(
                index, "credential", "the credential \"\(endpoint.credential)\" is not stored",
                hint: "run: voicelivectl credential set")
        }
        let file = endpoint.credentialFile
        if !file.isEmpty && surroundings.hasFile(file) == false {
            warn(index, "credential_file", "there is no file \(file) yet")
        }
    }

    private mutating func checkOptional(_ endpoint: EndpointSection, _ index: Int, hasSource: Bool) {
        if !hasSource { error(index, "optional", "only an endpoint with a credential can be optional") }
        if endpoint.isPlaceholder, surroundings.hasCredential(endpoint.credential) == true {
            warn(
                index, "url", "the credential is stored, but this host is a placeholder", hint: "write your resource's")
        }
    }
}
