/// Tokens of one response, as the service counted them. Cached tokens are part of the input tokens.
package struct ServiceUsage: Equatable, Sendable {
    package var inputText = 0
    package var inputAudio = 0
    package var cachedText = 0
    package var cachedAudio = 0
    package var outputText = 0
    package var outputAudio = 0

    package init(
        inputText: Int = 0, inputAudio: Int = 0, cachedText: Int = 0, cachedAudio: Int = 0, outputText: Int = 0,
        outputAudio: Int = 0
    ) {
        self.inputText = inputText
        self.inputAudio = inputAudio
        self.cachedText = cachedText
        self.cachedAudio = cachedAudio
        self.outputText = outputText
        self.outputAudio = outputAudio
    }
}
