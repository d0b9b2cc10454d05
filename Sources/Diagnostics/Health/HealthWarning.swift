/// A lasting trouble that the daemon knows by name. `HealthCatalogue.swift` lists them all.
package struct HealthWarning: Sendable, Hashable {
    package enum Severity: String, Sendable, CaseIterable {
        /// Works, but not as well as it could.
        case low
        /// A part of the service is missing.
        case medium
        /// Nobody can talk to this box.
        case high
    }

    /// `area/name`, for programs.
    package let code: String
    /// A few words for people.
    package let title: String
    package let severity: Severity
    /// What to do about it.
    package let hint: String
    /// It must last this long before it shows: short troubles that heal are not news.
    package let visibleAfter: Duration
    /// Codes of troubles that explain this one. While one of them is there, this one is hidden.
    package let followsFrom: [String]

    init(
        _ code: String, _ title: String, _ severity: Severity, hint: String, visibleAfter: Duration = .zero,
        followsFrom: [HealthWarning] = []
    ) {
        self.code = code
        self.title = title
        self.severity = severity
        self.hint = hint
        self.visibleAfter = visibleAfter
        self.followsFrom = followsFrom.map(\.code)
    }
}
