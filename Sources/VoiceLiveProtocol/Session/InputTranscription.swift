/// How what the user says is written down.
package struct InputTranscription: WireObject {
    package var model: TranscriptionModel = .azureSpeech
    /// BCP-47 or ISO-639-1, or up to ten of them with commas; nil lets the service guess.
    package var language: String?
    /// For OpenAI's models only.
    package var prompt: String?
    /// From locale to the id of a custom model. With `azure-speech` only.
    package var customSpeech: [String: String]?
    /// Words to expect; fewer than 500. With `azure-speech` only.
    package var phraseList: [String]?
    package var extra = JSONObject()

    package init() {}

    package init(
        model: TranscriptionModel,
        language: String? = nil,
        prompt: String? = nil,
        customSpeech: [String: String]? = nil,
        phraseList: [String]? = nil
    ) {
        self.model = model
        self.language = language
        self.prompt = prompt
        self.customSpeech = customSpeech
        self.phraseList = phraseList
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("model", &model)
        try fields.map("language", &language)
        try fields.map(WireKey("prompt", beta: "prompt", ga: "prompt"), &prompt)
        try fields.map(.voiceLive("custom_speech"), &customSpeech)
        try fields.map(.voiceLive("phrase_list"), &phraseList)
    }
}
