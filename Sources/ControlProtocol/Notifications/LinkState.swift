/// How the connection to the service stands.
package struct LinkState: Topic, Equatable {
    /// How.
    package var state: LinkPhase
    /// The endpoint's name in the configuration.
    package var endpoint: String?
    /// When the next attempt is made.
    package var retryInMilliseconds: Int?
    /// The name of the last error.
    package var error: String?

    package init(state: LinkPhase, endpoint: String? = nil, retryInMilliseconds: Int? = nil, error: String? = nil) {
        self.state = state
        self.endpoint = endpoint
        self.retryInMilliseconds = retryInMilliseconds
        self.error = error
    }

    package static let record = Record(
        LinkState.init,
        Field("state", \.state, "How."),
        Field("endpoint", \.endpoint, "The endpoint's name in the configuration."),
        Field("retry_in_ms", \.retryInMilliseconds, "When the next attempt is made."),
        Field("error", \.error, "The name of the last error."))

    package static let facts = TopicFacts(
        "link.state", keeps: .must, role: .observer, isState: true,
        about: "How the connection to the service stands.")
    package static let example = LinkState(state: .up, endpoint: "azure")
}
