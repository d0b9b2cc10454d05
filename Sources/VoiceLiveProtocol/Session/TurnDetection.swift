/// How the service finds out when the user's turn begins and ends. Each kind has its own settings; others are left out.
///
/// Services differ in their defaults between one message and the next, so send every value that matters.
package struct TurnDetection: WireObject {
    package var kind = TurnDetectionKind.server
    /// From 0 to 1.
    package var threshold: Double?
    package var prefixPaddingMilliseconds: Int?
    package var silenceDurationMilliseconds: Int?
    /// The shortest speech that counts. Azure's semantic kinds only.
    package var speechDurationMilliseconds: Int?
    /// Whether "ah" and "umm" neither interrupt nor take the turn. Azure's semantic kinds only.
    package var removeFillerWords: Bool?
    package var languages: [String]?
    package var endOfUtterance: Clearable<EndOfUtterance> = .absent
    package var createResponse: Bool?
    package var interruptResponse: Bool?
    /// Whether the service itself cuts an interrupted answer, as if it had been played on arrival.
    package var autoTruncate: Bool?
    /// OpenAI's semantic kind only.
    package var eagerness: Eagerness?
    /// How long OpenAI's energy detection waits for somebody to speak.
    package var idleTimeoutMilliseconds: Int?
    /// Text put behind an answer that was cut, so that the model knows. Undocumented.
    package var appendedTextAfterTruncation: String?
    package var extra = JSONObject()

    package init() {}

    package init(kind: TurnDetectionKind) {
        self.kind = kind
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &kind)
        let key = TurnDetectionKey(kind)
        try fields.map(key.energy("threshold"), &threshold)
        try fields.map(key.energy("prefix_padding_ms"), &prefixPaddingMilliseconds)
        try fields.map(key.energy("silence_duration_ms"), &silenceDurationMilliseconds)
        try fields.map(key.azureSemantic("speech_duration_ms"), &speechDurationMilliseconds)
        try fields.map(key.azureSemantic("remove_filler_words"), &removeFillerWords)
        try fields.map(key.listed("languages"), &languages)
        try fields.map(key.azure("end_of_utterance_detection"), &endOfUtterance)
        try fields.map("create_response", &createResponse)
        try fields.map("interrupt_response", &interruptResponse)
        try fields.map(key.azure("auto_truncate"), &autoTruncate)
        try fields.map(key.openAISemantic("eagerness"), &eagerness)
        try fields.map(key.openAIEnergy("idle_timeout_ms"), &idleTimeoutMilliseconds)
        try fields.map(key.azureSemantic("appended_text_after_truncation"), &appendedTextAfterTruncation)
    }

    package func exists(in dialect: Dialect) -> Bool {
        switch kind {
        case .azureSemantic, .azureSemanticEnglish, .azureSemanticMultilingual: dialect.isVoiceLive
        default: true
        }
    }
}

/// Which settings each kind of turn detection has.
struct TurnDetectionKey {
    private let kind: TurnDetectionKind

    init(_ kind: TurnDetectionKind) {
        self.kind = kind
    }

    private var isAzureSemantic: Bool {
        kind == .azureSemantic || kind == .azureSemanticEnglish || kind == .azureSemanticMultilingual
    }

    /// Everything but OpenAI's semantic kind.
    func energy(_ name: String) -> WireKey {
        kind == .semantic ? .nowhere(name) : .common(name)
    }

    func azure(_ name: String) -> WireKey {
        kind == .semantic ? .nowhere(name) : .voiceLive(name)
    }

    func azureSemantic(_ name: String) -> WireKey {
        isAzureSemantic ? .voiceLive(name) : .nowhere(name)
    }

    func listed(_ name: String) -> WireKey {
        kind == .azureSemantic || kind == .azureSemanticMultilingual ? .voiceLive(name) : .nowhere(name)
    }

    func openAISemantic(_ name: String) -> WireKey {
        kind == .semantic ? .common(name) : .nowhere(name)
    }

    func openAIEnergy(_ name: String) -> WireKey {
        kind == .server ? WireKey(name, ga: name, onlyOpenAI: true) : .nowhere(name)
    }
}
