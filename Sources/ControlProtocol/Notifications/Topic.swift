/// One topic of notifications as plain data: what `params.data` holds and how it is kept for slow readers.
package protocol Topic: WireRecord {
    static var facts: TopicFacts { get }
    static var example: Self { get }
}

/// What there is to know about a topic besides the shape of its data.
package struct TopicFacts: Sendable {
    /// What happens when a client reads too slowly.
    package enum Keeping: String, Sendable {
        /// Every event is kept; a client that lets them pile up is disconnected.
        case must
        /// Only the newest is kept.
        case latest
        /// The oldest are dropped.
        case drop
    }

    package let name: String
    package let keeping: Keeping
    /// Who may follow it.
    package let role: Role
    /// Words that people said: observers need a grant, controllers see only their own session's.
    package let carriesText: Bool
    /// The last event describes the present, so a snapshot includes it.
    package let isState: Bool
    package let about: String

    init(
        _ name: String, keeps keeping: Keeping, role: Role, carriesText: Bool = false, isState: Bool = false,
        about: String
    ) {
        self.name = name
        self.keeping = keeping
        self.role = role
        self.carriesText = carriesText
        self.isState = isState
        self.about = about
    }
}

extension ControlTopic {
    package var facts: TopicFacts { description.facts }
    package var schema: Schema { description.schema }
    package var exampleData: JSONValue { Self.example(of: description) }

    private static func example<T: Topic>(of topic: T.Type) -> JSONValue { T.example.wire }
}
