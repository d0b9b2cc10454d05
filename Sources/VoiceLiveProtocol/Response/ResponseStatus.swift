/// How a response stands.
package struct ResponseStatus: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let inProgress = ResponseStatus(rawValue: "in_progress")
    package static let completed = ResponseStatus(rawValue: "completed")
    package static let cancelled = ResponseStatus(rawValue: "cancelled")
    package static let incomplete = ResponseStatus(rawValue: "incomplete")
    package static let failed = ResponseStatus(rawValue: "failed")
}
