/// How one response shall differ from the session's settings.
package struct ResponseRequest: WireObject {
    /// False keeps the response out of the conversation; OpenAI calls that `conversation: none`.
    package var commit: Bool?
    package var cancelPrevious: Bool?
    /// Added to the context for this response.
    package var appendInputItems: [Item]?
    /// Takes the place of the context; an empty list is an empty context.
    package var inputItems: [Item]?
    package var modalities: [Modality]?
    /// In place of the session's.
    package var instructions: PrivateText?
    package var voice: Voice?
    package var outputAudioFormat: AudioFormat?
    package var tools: [Tool]?
    package var toolChoice: ToolChoice?
    package var temperature: Double?
    package var maxOutputTokens: TokenLimit?
    /// Comes back in the response.
    package var metadata: [String: String]?
    package var reasoningEffort: ReasoningEffort?
    package var interimResponse: InterimResponse?
    /// An assistant message to be spoken word by word: the greeting.
    package var preGeneratedAssistantMessage: Item?
    /// For hosted agents.
    package var invokeInput: JSONValue?
    /// OpenAI only.
    package var prompt: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(
        commit: Bool? = nil,
        cancelPrevious: Bool? = nil,
        appendInputItems: [Item]? = nil,
        inputItems: [Item]? = nil,
        modalities: [Modality]? = nil,
        instructions: PrivateText? = nil,
        voice: Voice? = nil,
        outputAudioFormat: AudioFormat? = nil,
        tools: [Tool]? = nil,
        toolChoice: ToolChoice? = nil,
        temperature: Double? = nil,
        maxOutputTokens: TokenLimit? = nil,
        metadata: [String: String]? = nil,
        reasoningEffort: ReasoningEffort? = nil,
        interimResponse: InterimResponse? = nil,
        preGeneratedAssistantMessage: Item? = nil,
        invokeInput: JSONValue? = nil,
        prompt: JSONValue? = nil
    ) {
        self.commit = commit
        self.cancelPrevious = cancelPrevious
        self.appendInputItems = appendInputItems
        self.inputItems = inputItems
        self.modalities = modalities
        self.instructions = instructions
        self.voice = voice
        self.outputAudioFormat = outputAudioFormat
        self.tools = tools
        self.toolChoice = toolChoice
        self.temperature = temperature
        self.maxOutputTokens = maxOutputTokens
        self.metadata = metadata
        self.reasoningEffort = reasoningEffort
        self.interimResponse = interimResponse
        self.preGeneratedAssistantMessage = preGeneratedAssistantMessage
        self.invokeInput = invokeInput
        self.prompt = prompt
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(commit: &commit)
        try fields.map(ResponseKey.cancelPrevious, &cancelPrevious)
        try fields.map(ResponseKey.appendInputItems, &appendInputItems)
        try fields.map(ResponseKey.inputItems, &inputItems)
        try fields.map(modalities: &modalities)
        try fields.map(ResponseKey.instructions, &instructions)
        try fields.map(ResponseKey.voice, &voice)
        try fields.map(outputFormat: &outputAudioFormat)
        try fields.map(ResponseKey.tools, &tools)
        try fields.map(ResponseKey.toolChoice, &toolChoice)
        try fields.map(ResponseKey.temperature, &temperature)
        try fields.map(ResponseKey.maxOutputTokens, &maxOutputTokens)
        try fields.map(ResponseKey.metadata, &metadata)
        try fields.map(ResponseKey.reasoningEffort, &reasoningEffort)
        try fields.map(ResponseKey.interimResponse, &interimResponse)
        try fields.map(ResponseKey.preGeneratedAssistantMessage, &preGeneratedAssistantMessage)
        try fields.map(ResponseKey.invokeInput, &invokeInput)
        try fields.map(ResponseKey.prompt, &prompt)
    }
}
