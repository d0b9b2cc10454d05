/// Where a voice comes from.
package struct VoiceKind: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let openAI = VoiceKind(rawValue: "openai")
    package static let azureStandard = VoiceKind(rawValue: "azure-standard")
    package static let azureCustom = VoiceKind(rawValue: "azure-custom")
    package static let azurePersonal = VoiceKind(rawValue: "azure-personal")
    /// The voice that belongs to the avatar.
    package static let avatarSync = VoiceKind(rawValue: "avatar-voice-sync")
    /// For the model `azure-realtime` only.
    package static let azureNative = VoiceKind(rawValue: "azure-realtime-native")
}
