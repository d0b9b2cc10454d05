/// What a response costs, each token in one place only: multiply each count by its own price.
package struct BilledTokens: Hashable, Sendable {
    /// Input that did not come from the cache.
    package var textInput = 0
    package var audioInput = 0
    package var imageInput = 0
    /// Input that did.
    package var cachedText = 0
    package var cachedAudio = 0
    package var cachedImage = 0
    /// Output; reasoning counts as text.
    package var textOutput = 0
    package var audioOutput = 0

    package init() {}

    package var total: Int {
        textInput + audioInput + imageInput + cachedText + cachedAudio + cachedImage + textOutput + audioOutput
    }

    package static func + (left: BilledTokens, right: BilledTokens) -> BilledTokens {
        var sum = left
        sum.textInput += right.textInput
        sum.audioInput += right.audioInput
        sum.imageInput += right.imageInput
        sum.cachedText += right.cachedText
        sum.cachedAudio += right.cachedAudio
        sum.cachedImage += right.cachedImage
        sum.textOutput += right.textOutput
        sum.audioOutput += right.audioOutput
        return sum
    }

    package static func += (left: inout BilledTokens, right: BilledTokens) {
        left = left + right
    }
}

extension Usage {
    /// The tokens by price. Without details everything counts as text; a cache without details counts as cached text.
    package var billed: BilledTokens {
        var billed = BilledTokens()
        let input = TokenSplit(total: inputTokens, inputDetails)
        billed.cachedText = input.cachedText
        billed.cachedAudio = input.cachedAudio
        billed.cachedImage = input.cachedImage
        billed.textInput = max(0, input.text - input.cachedText)
        billed.audioInput = max(0, input.audio - input.cachedAudio)
        billed.imageInput = max(0, input.image - input.cachedImage)
        billed.audioOutput = max(0, outputDetails?.audioTokens ?? 0)
        billed.textOutput = max(0, outputDetails?.textTokens ?? outputTokens - billed.audioOutput)
        return billed
    }
}

/// The input of a response by kind, cached tokens still included.
private struct TokenSplit {
    let text, audio, image: Int
    let cachedText, cachedAudio, cachedImage: Int

    init(total: Int, _ details: InputTokenDetails?) {
        audio = max(0, details?.audioTokens ?? 0)
        image = max(0, details?.imageTokens ?? 0)
        text = max(0, details?.textTokens ?? total - audio - image)
        let cached = details?.cachedDetails
        cachedAudio = min(audio, max(0, cached?.audioTokens ?? 0))
        cachedImage = min(image, max(0, cached?.imageTokens ?? 0))
        let rest = (details?.cachedTokens ?? 0) - cachedAudio - cachedImage
        cachedText = min(text, max(0, cached?.textTokens ?? rest))
    }
}
