import Conversation
import VoiceLiveProtocol

extension SessionTranslation {
    /// Without an origin the name tells: those of Azure voices begin with a locale, as "en-US-AvaNeural" does. Anything
    /// else is an OpenAI voice, and so is all that a service without Azure voices can have.
    func voice(_ plan: VoicePlan) -> Voice {
        guard endpoint.features.contains(.azureVoices) else { return .openAI(plan.name) }
        switch plan.origin ?? Self.origin(of: plan.name) {
        case .standard: return .azureStandard(plan.name, style: style(plan.manner))
        case .custom(let deployment):
            return .azureCustom(plan.name, endpointID: deployment, style: style(plan.manner))
        case .personal(let model): return .azurePersonal(plan.name, model: model, style: style(plan.manner))
        case .native: return .azureNative(plan.name)
        case .openAI: return .openAI(plan.name)
        }
    }

    private static func origin(of name: String) -> VoicePlan.Origin {
        let parts = name.split(separator: "-")
        return parts.count >= 3 && parts[0].count <= 3 && parts[1].count <= 4 ? .standard : .openAI
    }

    private func style(_ manner: VoicePlan.Manner) -> SpeechStyle {
        var style = SpeechStyle()
        style.temperature = manner.temperature
        style.customLexiconURL = manner.lexiconURL
        style.locale = manner.locale
        style.style = manner.style
        style.pitch = manner.pitch
        style.rate = manner.rate
        return style
    }
}
