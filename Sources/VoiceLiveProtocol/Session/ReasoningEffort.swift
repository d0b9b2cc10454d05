/// How long a model may think before it answers.
package struct ReasoningEffort: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let none = ReasoningEffort(rawValue: "none")
    package static let minimal = ReasoningEffort(rawValue: "minimal")
    package static let low = ReasoningEffort(rawValue: "low")
    package static let medium = ReasoningEffort(rawValue: "medium")
    package static let high = ReasoningEffort(rawValue: "high")
    package static let xhigh = ReasoningEffort(rawValue: "xhigh")
}
