/// Whose message it is.
package struct MessageRole: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let system = MessageRole(rawValue: "system")
    package static let user = MessageRole(rawValue: "user")
    package static let assistant = MessageRole(rawValue: "assistant")
}
