/// How soon OpenAI's semantic detection takes the turn.
package struct Eagerness: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let auto = Eagerness(rawValue: "auto")
    package static let low = Eagerness(rawValue: "low")
    package static let medium = Eagerness(rawValue: "medium")
    package static let high = Eagerness(rawValue: "high")
}
