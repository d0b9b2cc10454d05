/// What else the service shall send.
package struct IncludeOption: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let transcriptionLogprobs = IncludeOption(rawValue: "item.input_audio_transcription.logprobs")
    package static let transcriptionPhrases = IncludeOption(rawValue: "item.input_audio_transcription.phrases")
    package static let fileSearchResults = IncludeOption(rawValue: "file_search_call.results")
}

extension IncludeOption {
    package func exists(in dialect: Dialect) -> Bool {
        dialect.isVoiceLive || self == .transcriptionLogprobs
    }
}
