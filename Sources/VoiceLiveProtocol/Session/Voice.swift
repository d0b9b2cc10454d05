/// Whose voice the assistant has. It cannot change once audio was produced.
package struct Voice: WireObject {
    package var kind = VoiceKind.openAI
    /// The voice; for a personal voice the speaker's profile.
    package var name: String?
    /// The model of a personal or avatar voice, such as `DragonLatestNeural`.
    package var model: String?
    /// The deployment of a custom voice.
    package var endpointID: String?
    /// An OpenAI voice that is named by its id.
    package var id: String?
    package var style = SpeechStyle()
    package var extra = JSONObject()

    package init() {}

    private init(_ kind: VoiceKind, name: String? = nil) {
        self.kind = kind
        self.name = name
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &kind)
        try fields.map("name", &name)
        try fields.map("model", &model)
        try fields.map("endpoint_id", &endpointID)
        try fields.map("id", &id)
        try fields.embed(&style)
    }
}

extension Voice {
    package static func openAI(_ name: String) -> Voice { Voice(.openAI, name: name) }

    package static func azureStandard(_ name: String, style: SpeechStyle = SpeechStyle()) -> Voice {
        var voice = Voice(.azureStandard, name: name)
        voice.style = style
        return voice
    }

    package static func azureCustom(_ name: String, endpointID: String, style: SpeechStyle = SpeechStyle()) -> Voice {
        var voice = Voice(.azureCustom, name: name)
        (voice.endpointID, voice.style) = (endpointID, style)
        return voice
    }

    package static func azurePersonal(_ profile: String, model: String, style: SpeechStyle = SpeechStyle()) -> Voice {
        var voice = Voice(.azurePersonal, name: profile)
        (voice.model, voice.style) = (model, style)
        return voice
    }

    package static func avatarSync(model: String, style: SpeechStyle = SpeechStyle()) -> Voice {
        var voice = Voice(.avatarSync)
        (voice.model, voice.style) = (model, style)
        return voice
    }

    package static func azureNative(_ name: String) -> Voice { Voice(.azureNative, name: name) }
}

extension Voice {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        switch json {
        case .string(let name): self = .openAI(name)
        case .object(var members):
            // OpenAI's GA shape names a voice of one's own by id and no type.
            if members["type"] == nil { members["type"] = .string(VoiceKind.openAI.rawValue) }
            try self.init(members: members, in: &context)
        default: throw .expected("a string or an object", found: json)
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        if context.dialect.isVoiceLive { return .object(members(in: &context)) }
        return id.map { .object(["id": .string($0)]) } ?? .string(name ?? "")
    }

    /// The dated version from which each kind exists; OpenAI knows its own voices only.
    package func exists(in dialect: Dialect) -> Bool {
        guard case .voiceLive(let version) = dialect else { return kind == .openAI }
        return switch kind {
        case .avatarSync: version >= .v2026April
        case .azureNative: version >= .v2026June
        default: true
        }
    }
}
