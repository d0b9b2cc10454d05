import VoiceLiveProtocol

/// What a turn would count for on a meter. The box bills nothing; clients that show or limit usage still see honest sizes.
struct TokenEstimate: Sendable, Equatable {
    var inputText = 0
    var inputAudioMilliseconds = 0
    var outputText = 0
    var outputAudioMilliseconds = 0

    /// A token is about four characters.
    static func tokens(_ text: String) -> Int { (text.count + 3) / 4 }

    /// Audio counts ten tokens a second in and twenty out, as the cloud counts it.
    var usage: Usage {
        let heard = inputAudioMilliseconds / 100
        let spoken = outputAudioMilliseconds / 50
        return Usage(
            totalTokens: inputText + heard + outputText + spoken, inputTokens: inputText + heard,
            outputTokens: outputText + spoken,
            inputDetails: InputTokenDetails(
                cachedTokens: 0, textTokens: inputText, audioTokens: heard, imageTokens: 0,
                cachedDetails: TokenCounts(textTokens: 0, audioTokens: 0, imageTokens: 0)),
            outputDetails: OutputTokenDetails(textTokens: outputText, audioTokens: spoken, reasoningTokens: 0))
    }
}
