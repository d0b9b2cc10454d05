/// Where the settings of a session stand in each dialect, and since which dated version.
enum SessionKey {
    static let model = WireKey.common("model")
    static let modalities = WireKey("modalities", beta: "modalities", ga: "output_modalities")
    static let instructions = WireKey.common("instructions")
    static let voice = WireKey("voice", beta: "voice", ga: "audio.output.voice")
    static let inputAudioFormat = WireKey("input_audio_format", beta: "input_audio_format", ga: "audio.input.format")
    static let inputAudioSamplingRate = WireKey.voiceLive("input_audio_sampling_rate")
    static let outputAudioFormat = WireKey(
        "output_audio_format", beta: "output_audio_format", ga: "audio.output.format")
    static let turnDetection = WireKey("turn_detection", beta: "turn_detection", ga: "audio.input.turn_detection")
    static let noiseReduction = WireKey(
        "input_audio_noise_reduction", beta: "input_audio_noise_reduction", ga: "audio.input.noise_reduction")
    static let echoCancellation = WireKey.voiceLive("input_audio_echo_cancellation")
    static let transcription = WireKey(
        "input_audio_transcription", beta: "input_audio_transcription", ga: "audio.input.transcription")
    static let timestampTypes = WireKey.voiceLive("output_audio_timestamp_types")
    static let animation = WireKey.voiceLive("animation")
    static let avatar = WireKey.voiceLive("avatar")
    static let tools = WireKey.common("tools", since: .v2025October)
    static let toolChoice = WireKey.common("tool_choice", since: .v2025October)
    static let parallelToolCalls = WireKey("parallel_tool_calls", since: .v2026June, ga: "parallel_tool_calls")
    static let temperature = WireKey("temperature", beta: "temperature")
    static let maxOutputTokens = WireKey(
        "max_response_output_tokens", beta: "max_response_output_tokens", ga: "max_output_tokens")
    static let reasoningEffort = WireKey("reasoning_effort", since: .v2026January, ga: "reasoning.effort")
    static let interimResponse = WireKey.voiceLive("interim_response", since: .v2026January)
    static let include = WireKey("include", since: .v2026April, ga: "include")
    static let metadata = WireKey.voiceLive("metadata", since: .v2026April)
    static let speed = WireKey("speed", beta: "speed", ga: "audio.output.speed", onlyOpenAI: true)
    static let tracing = WireKey("tracing", beta: "tracing", ga: "tracing", onlyOpenAI: true)
    static let truncation = WireKey("truncation", ga: "truncation", onlyOpenAI: true)
    static let prompt = WireKey("prompt", ga: "prompt", onlyOpenAI: true)
    static let id = WireKey.common("id")
    static let expiresAt = WireKey.common("expires_at")
    static let agent = WireKey.voiceLive("agent")
}
