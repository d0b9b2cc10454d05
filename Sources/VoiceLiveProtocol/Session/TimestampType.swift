/// What the service times.
package struct TimestampType: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let word = TimestampType(rawValue: "word")
}
