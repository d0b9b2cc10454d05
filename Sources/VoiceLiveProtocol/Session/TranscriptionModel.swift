/// Who writes down what the user says.
package struct TranscriptionModel: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let azureSpeech = TranscriptionModel(rawValue: "azure-speech")
    package static let maiTranscribe = TranscriptionModel(rawValue: "mai-transcribe-1")
    package static let whisper = TranscriptionModel(rawValue: "whisper-1")
    package static let gpt4o = TranscriptionModel(rawValue: "gpt-4o-transcribe")
    package static let gpt4oMini = TranscriptionModel(rawValue: "gpt-4o-mini-transcribe")
    package static let gpt4oDiarize = TranscriptionModel(rawValue: "gpt-4o-transcribe-diarize")
}
