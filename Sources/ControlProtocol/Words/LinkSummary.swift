/// The connection to the service.
package struct LinkSummary: WireRecord, Equatable {
    /// How it stands.
    package var state: LinkPhase
    /// The endpoint's name in the configuration.
    package var endpoint: String?
    /// How long it has been so.
    package var sinceMilliseconds: Int

    package init(state: LinkPhase, endpoint: String? = nil, sinceMilliseconds: Int = 0) {
        self.state = state
        self.endpoint = endpoint
        self.sinceMilliseconds = sinceMilliseconds
    }

    package static let record = Record(
        LinkSummary.init,
        Field("state", \.state, "How it stands."),
        Field("endpoint", \.endpoint, "The endpoint's name in the configuration."),
        Field("since_ms", \.sinceMilliseconds, "How long it has been so.", default: 0))

    package static let example = LinkSummary(state: .up, endpoint: "azure", sinceMilliseconds: 81_000)
}
