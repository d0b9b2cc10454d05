package import ControlProtocol

/// One event on its way to the subscribers.
package struct ControlEvent: Equatable, Sendable {
    package let topic: ControlTopic
    package let session: String?
    /// Tells events of a `latest` topic apart that must not replace each other.
    package let key: String?
    package private(set) var data: JSONValue

    /// Nil never happens for the topics of `ControlTopic`; another type has no name on the wire.
    package init?<T: Topic>(_ data: T, session: String? = nil, key: String? = nil) {
        guard let topic = ControlTopic(rawValue: T.facts.name) else { return nil }
        self.topic = topic
        self.session = session
        self.key = key
        self.data = data.wire
    }

    /// Its heading alone.
    var withoutData: ControlEvent {
        var event = self
        event.data = .null
        return event
    }
}
