/// Who speaks for the agent, and how.
package struct VoicePlan: Equatable, Sendable {
    package var name: String
    /// `nil`: as the name tells.
    package var origin: Origin?
    package var manner = Manner()

    /// Where a voice comes from.
    package enum Origin: Equatable, Sendable {
        case standard
        case custom(deployment: String)
        case personal(model: String)
        /// The model's own.
        case native
        case openAI
    }

    /// Only what is present is asked for. Voices that cannot do it speak as they always do.
    package struct Manner: Equatable, Sendable {
        /// 0…1
        package var temperature: Double?
        /// As SSML writes them.
        package var rate: String?
        package var pitch: String?
        package var style: String?
        package var locale: String?
        package var lexiconURL: String?

        package init() {}
    }

    package init(_ name: String, origin: Origin? = nil, manner: Manner = Manner()) {
        self.name = name
        self.origin = origin
        self.manner = manner
    }
}

/// How freely and how long the service may think and talk. What is `nil` is left to it.
package struct ThinkingPlan: Equatable, Sendable {
    package var temperature: Double?
    /// Tokens of one answer.
    package var longestAnswer: Int?
    /// In the service's words.
    package var effort: String?

    package init() {}
}
