/// Where the words of a filler come from.
package struct InterimKind: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let fixed = InterimKind(rawValue: "static_interim_response")
    package static let model = InterimKind(rawValue: "llm_interim_response")
}
