/// How sure the end-of-utterance model must be.
package struct ThresholdLevel: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let low = ThresholdLevel(rawValue: "low")
    package static let medium = ThresholdLevel(rawValue: "medium")
    package static let high = ThresholdLevel(rawValue: "high")
    /// The same as medium.
    package static let standard = ThresholdLevel(rawValue: "default")
}
