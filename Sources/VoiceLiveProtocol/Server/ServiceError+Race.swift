/// Two sides that act at once sometimes ask for what is already done.
package enum HarmlessRace: Hashable, Sendable {
    /// A cancellation met a response that had just ended.
    case nothingToCancel
    /// A response was asked for while the service had begun one by itself.
    case alreadyAnswering
    /// A truncation beyond the end, of an item without audio, or of one that is gone.
    case nothingToTruncate
    /// The service's turn detection had committed the sound already.
    case nothingToCommit
}

extension ServiceError {
    /// Which race this is, if it is one: nothing is wrong then and nobody need be told.
    package var race: HarmlessRace? {
        switch code {
        case .responseCancelNotActive?: .nothingToCancel
        case .activeResponse?: .alreadyAnswering
        case .commitEmpty?: .nothingToCommit
        case .unsupportedContentType? where isAboutTruncation: .nothingToTruncate
        case .invalidValue? where isAboutTruncation: .nothingToTruncate
        default: nil
        }
    }

    private var isAboutTruncation: Bool {
        param == "audio_end_ms" || message.contains("already shorter") || message.contains("can be truncated")
    }
}
