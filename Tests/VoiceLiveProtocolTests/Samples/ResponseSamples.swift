import VoiceLiveProtocol

/// Responses at their end, one for each outcome.
enum ResponseSamples {
    static let completed = Response(
        id: "resp_1", status: .completed,
        output: [
            .message(
                MessageItem(
                    id: "item_2", role: .assistant, content: [.audio(AudioPart(transcript: "Next stop is Harbour."))],
                    status: .completed))
        ],
        usage: usage, conversationID: "conv_1", modalities: [.audio], voice: .openAI("alloy"),
        outputAudioFormat: .pcm16, maxOutputTokens: .unlimited, metadata: ["turn": "17"])

    static let cancelled = Response(
        id: "resp_5", status: .cancelled, statusDetails: StatusDetails(type: .cancelled, reason: .turnDetected),
        output: [])

    static let incomplete = Response(
        id: "resp_6", status: .incomplete,
        statusDetails: StatusDetails(type: .incomplete, reason: .maxOutputTokens), output: [])

    static let failed = Response(
        id: "resp_7", status: .failed,
        statusDetails: StatusDetails(
            type: .failed, error: ResponseFailure(type: "server_error", code: "overloaded", message: "try again")),
        output: [])

    static let usage = Usage(
        totalTokens: 143, inputTokens: 44, outputTokens: 99,
        inputDetails: InputTokenDetails(
            cachedTokens: 24, textTokens: 14, audioTokens: 30, imageTokens: 0,
            cachedDetails: TokenCounts(textTokens: 4, audioTokens: 20, imageTokens: 0)),
        outputDetails: OutputTokenDetails(textTokens: 27, audioTokens: 72, reasoningTokens: 5))
}
