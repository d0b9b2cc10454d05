/// A response: what it is made of, and at its end what it cost.
package struct Response: WireObject {
    package var id: String = ""
    package var status: ResponseStatus = .inProgress
    package var statusDetails: StatusDetails?
    package var output: [Item] = []
    /// May be missing even at the end, when a response was cancelled or failed.
    package var usage: Usage?
    /// Nil for a response outside the conversation.
    package var conversationID: String?
    package var modalities: [Modality]?
    package var voice: Voice?
    package var outputAudioFormat: AudioFormat?
    package var temperature: Double?
    package var maxOutputTokens: TokenLimit?
    package var metadata: [String: String]?
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String = "",
        status: ResponseStatus = .inProgress,
        statusDetails: StatusDetails? = nil,
        output: [Item] = [],
        usage: Usage? = nil,
        conversationID: String? = nil,
        modalities: [Modality]? = nil,
        voice: Voice? = nil,
        outputAudioFormat: AudioFormat? = nil,
        temperature: Double? = nil,
        maxOutputTokens: TokenLimit? = nil,
        metadata: [String: String]? = nil
    ) {
        self.id = id
        self.status = status
        self.statusDetails = statusDetails
        self.output = output
        self.usage = usage
        self.conversationID = conversationID
        self.modalities = modalities
        self.voice = voice
        self.outputAudioFormat = outputAudioFormat
        self.temperature = temperature
        self.maxOutputTokens = maxOutputTokens
        self.metadata = metadata
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.response")
        try fields.map(lenient: "id", &id)
        try fields.map(lenient: "status", &status)
        try fields.map("status_details", &statusDetails)
        try fields.map(lenient: "output", &output)
        try fields.map("usage", &usage)
        try fields.map("conversation_id", &conversationID)
        try fields.map(modalities: &modalities)
        try fields.map(ResponseKey.voice, &voice)
        try fields.map(outputFormat: &outputAudioFormat)
        try fields.map(ResponseKey.temperature, &temperature)
        try fields.map(ResponseKey.responseMaxOutputTokens, &maxOutputTokens)
        try fields.map(ResponseKey.metadata, &metadata)
    }
}
