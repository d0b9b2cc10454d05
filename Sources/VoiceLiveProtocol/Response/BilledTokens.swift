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
        let input = InputSplit(total: inputTokens, inputDetails)
        billed.cachedText = input.cachedText
        billed.cachedAudio = input.cachedAudio
        billed.cachedImage = input.cachedImage
        billed.textInput = input.text - input.cachedText
        billed.audioInput = input.audio - input.cachedAudio
        billed.imageInput = input.image - input.cachedImage
        billed.audioOutput = plausible(outputDetails?.audioTokens)
        billed.textOutput = plausible(outputDetails?.textTokens ?? plausible(outputTokens) - billed.audioOutput)
        return billed
    }
}

/// A count from outside, held between nothing and far more than any response can have, so that sums never overflow.
private func plausible(_ count: Int?) -> Int {
    min(max(count ?? 0, 0), 1 << 40)
}

/// The input of a response by kind, cached tokens still included.
private struct InputSplit {
    let text, audio, image: Int
    let cachedText, cachedAudio, cachedImage: Int

    init(total: Int, _ details: InputTokenDetails?) {
        audio = plausible(details?.audioTokens)
        image = plausible(details?.imageTokens)
        text = plausible(details?.textTokens ?? plausible(total) - audio - image)
        let cached = details?.cachedDetails
        cachedAudio = min(audio, plausible(cached?.audioTokens))
        cachedImage = min(image, plausible(cached?.imageTokens))
        let rest = plausible(details?.cachedTokens) - cachedAudio - cachedImage
        cachedText = min(text, plausible(cached?.textTokens ?? rest))
    }
}
