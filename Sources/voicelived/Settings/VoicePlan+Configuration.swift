import Configuration
import Conversation

extension VoicePlan {
    /// `nil` leaves the choice to the service.
    init?(_ section: VoiceSection) {
        guard let name = section.name.nonEmpty else { return nil }
        self.init(name, origin: section.kind.map { Origin($0, section) }, manner: Manner(section))
    }
}

extension VoicePlan.Origin {
    fileprivate init(_ kind: VoiceSection.Kind, _ section: VoiceSection) {
        self =
            switch kind {
            case .standard: .standard
            case .custom: .custom(deployment: section.endpointID)
            case .personal: .personal(model: section.model)
            case .native: .native
            case .openAI: .openAI
            }
    }
}

extension VoicePlan.Manner {
    fileprivate init(_ section: VoiceSection) {
        self.init()
        temperature = section.temperature
        rate = section.rate.nonEmpty
        pitch = section.pitch.nonEmpty
        style = section.style.nonEmpty
        locale = section.locale.nonEmpty
        lexiconURL = section.lexicon.nonEmpty
    }
}

extension ThinkingPlan {
    init(_ section: ConversationSection) {
        self.init()
        temperature = section.temperature
        longestAnswer = section.maxTokens
        effort = section.reasoningEffort?.rawValue
    }
}
