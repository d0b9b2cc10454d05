/// A session's settings: in an update only those that shall change, in an echo all of them.
///
/// Settings of an administrator that this type does not know go into `extra`; they win over ours.
package struct Session: WireObject {
    /// Chosen by the address; Voice Live refuses an update that names it, so a client does not send it there.
    package var model: String?
    package var modalities: [Modality]?
    package var instructions: PrivateText?
    package var voice: Voice?
    package var inputAudioFormat: AudioFormat?
    /// 24000 unless set; 16000 and 8000 are understood too.
    package var inputAudioSamplingRate: Int?
    package var outputAudioFormat: Clearable<AudioFormat> = .absent
    /// Null means that the client commits each turn itself.
    package var turnDetection: Clearable<TurnDetection> = .absent
    package var noiseReduction: Clearable<NoiseReduction> = .absent
    package var echoCancellation: Clearable<EchoCancellation> = .absent
    package var transcription: Clearable<InputTranscription> = .absent
    package var timestampTypes: Clearable<[TimestampType]> = .absent
    package var animation: Clearable<Animation> = .absent
    package var avatar: Clearable<Avatar> = .absent
    package var tools: [Tool]?
    package var toolChoice: ToolChoice?
    package var parallelToolCalls: Bool?
    /// Between 0.6 and 1 all services agree that it is valid.
    package var temperature: Double?
    package var maxOutputTokens: TokenLimit?
    package var reasoningEffort: ReasoningEffort?
    package var interimResponse: Clearable<InterimResponse> = .absent
    package var include: Clearable<[IncludeOption]> = .absent
    /// At most 16 pairs; keys up to 64 characters, values up to 512.
    package var metadata: [String: String]?
    /// The next four are OpenAI's.
    package var speed: Double?
    package var tracing: JSONValue?
    package var truncation: JSONValue?
    package var prompt: JSONValue?
    /// The next three only the service sets.
    package var id: String?
    /// Seconds since 1970 at which the service ends the session.
    package var expiresAt: Int?
    package var agent: AgentReport?
    package var extra = JSONObject()

    package init() {}

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        mapKind(&fields)
        try fields.map(SessionKey.id, &id)
        try mapModel(&fields)
        try mapOutput(&fields)
        try mapInput(&fields)
        try mapBehaviour(&fields)
        try mapOpenAI(&fields)
        try fields.map(SessionKey.expiresAt, &expiresAt)
        try fields.map(SessionKey.agent, &agent)
    }
}
