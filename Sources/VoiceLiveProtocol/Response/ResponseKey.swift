/// Where the settings of a response stand in each dialect.
enum ResponseKey {
    static let commit = WireKey.voiceLive("commit")
    static let cancelPrevious = WireKey.voiceLive("cancel_previous")
    static let appendInputItems = WireKey.voiceLive("append_input_items")
    static let inputItems = WireKey("input_items", beta: "input", ga: "input")
    static let modalities = SessionKey.modalities
    static let instructions = WireKey.common("instructions")
    static let voice = SessionKey.voice
    static let outputAudioFormat = SessionKey.outputAudioFormat
    static let tools = WireKey.common("tools")
    static let toolChoice = WireKey.common("tool_choice")
    static let temperature = WireKey("temperature", beta: "temperature")
    static let maxOutputTokens = WireKey(
        "max_output_tokens", beta: "max_response_output_tokens", ga: "max_output_tokens")
    /// In the response object the beta already used the short name.
    static let responseMaxOutputTokens = WireKey.common("max_output_tokens")
    static let metadata = WireKey.common("metadata")
    static let reasoningEffort = WireKey("reasoning_effort", since: .v2026January, ga: "reasoning.effort")
    static let interimResponse = WireKey.voiceLive("interim_response", since: .v2026April)
    static let preGeneratedAssistantMessage = WireKey.voiceLive(
        "pre_generated_assistant_message", since: .v2026January)
    static let invokeInput = WireKey.voiceLive("invoke_input", since: .v2026June)
    static let conversation = WireKey("conversation", beta: "conversation", ga: "conversation", onlyOpenAI: true)
    static let prompt = WireKey("prompt", ga: "prompt", onlyOpenAI: true)
}
