/// Who finds out when the user's turn begins and ends.
package struct TurnDetectionKind: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// By energy.
    package static let server = TurnDetectionKind(rawValue: "server_vad")
    /// By what is said; works with every Voice Live model.
    package static let azureSemantic = TurnDetectionKind(rawValue: "azure_semantic_vad")
    package static let azureSemanticEnglish = TurnDetectionKind(rawValue: "azure_semantic_vad_en")
    package static let azureSemanticMultilingual = TurnDetectionKind(rawValue: "azure_semantic_vad_multilingual")
    /// OpenAI's, for its own realtime models.
    package static let semantic = TurnDetectionKind(rawValue: "semantic_vad")
}
