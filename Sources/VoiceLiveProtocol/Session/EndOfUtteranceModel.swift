/// Which model decides that the user has finished.
package struct EndOfUtteranceModel: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let semantic = EndOfUtteranceModel(rawValue: "semantic_detection_v1")
    package static let semanticEnglish = EndOfUtteranceModel(rawValue: "semantic_detection_v1_en")
    package static let semanticMultilingual = EndOfUtteranceModel(rawValue: "semantic_detection_v1_multilingual")
    /// In 2026-06-01-preview only.
    package static let smart = EndOfUtteranceModel(rawValue: "smart_end_of_turn_detection")
}
