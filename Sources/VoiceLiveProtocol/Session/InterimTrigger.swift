/// When a filler may be spoken.
package struct InterimTrigger: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let latency = InterimTrigger(rawValue: "latency")
    package static let tool = InterimTrigger(rawValue: "tool")
}
