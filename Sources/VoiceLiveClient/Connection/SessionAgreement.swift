import Conversation
import VoiceLiveProtocol

/// The first words with a service: it greets, we say what the session shall be like, it agrees. Pure.
///
/// Until it agreed, nothing else is sent: sound would be judged under the service's own settings.
struct SessionAgreement {
    enum Step: Equatable {
        case say(ClientEvent)
        case agreed(Session)
        case refused(WireServiceError)
        /// Not about the agreement.
        case passOn
        case wait
    }

    private enum State: Equatable {
        case awaitingGreeting, awaitingConsent, reached
    }

    private let endpoint: EndpointSettings
    private let plan: SessionPlan
    private var state = State.awaitingGreeting
    private var greeted: Session?

    init(endpoint: EndpointSettings, plan: SessionPlan) {
        self.endpoint = endpoint
        self.plan = plan
    }

    var isReached: Bool { state == .reached }

    mutating func hear(_ event: ServerEvent) -> Step {
        switch (state, event) {
        case (.awaitingGreeting, .sessionCreated(let report)):
            state = .awaitingConsent
            greeted = report.session
            let session = SessionTranslation(endpoint: endpoint).session(for: plan)
            return .say(.sessionUpdate(SessionUpdate(session: session)))
        case (.awaitingConsent, .sessionUpdated(let report)):
            state = .reached
            return .agreed(complete(report.session))
        case (.awaitingGreeting, .error(let report)), (.awaitingConsent, .error(let report)):
            return .refused(report.error)
        case (.reached, .sessionUpdated), (.reached, .sessionCreated):
            return .wait
        case (.reached, _):
            return .passOn
        default:
            return .wait
        }
    }

    /// An answer may leave out what the greeting said.
    private func complete(_ session: Session) -> Session {
        var whole = session
        whole.id = whole.id ?? greeted?.id
        whole.model = whole.model ?? greeted?.model
        whole.expiresAt = whole.expiresAt ?? greeted?.expiresAt
        return whole
    }
}
