import Conversation
import Testing
import VoiceLiveProtocol

@testable import VoiceLiveClient

@Suite struct SessionAgreementTests {
    private func agreement() -> SessionAgreement {
        SessionAgreement(
            endpoint: EndpointSettings(name: "test", service: ServiceEndpoint(url: "wss://h", model: "m")),
            plan: SessionPlan(instructions: "Be brief."))
    }

    private func created(_ session: Session = Session()) -> ServerEvent {
        .sessionCreated(SessionReport(session: session))
    }

    private let agreed = ServerEvent.sessionUpdated(SessionReport(session: Session()))

    @Test func theyGreetWeAskTheyAgree() {
        var agreement = agreement()
        var greeting = Session()
        (greeting.id, greeting.model, greeting.expiresAt) = ("sess_1", "m", 99)
        guard case .say(.sessionUpdate(let update)) = agreement.hear(created(greeting)) else {
            Issue.record("a session update expected")
            return
        }
        #expect(update.session.instructions == "Be brief.")
        #expect(!agreement.isReached)
        // An answer may leave out what the greeting said.
        #expect(agreement.hear(agreed) == .agreed(greeting))
        #expect(agreement.isReached)
        #expect(agreement.hear(.audioCleared(NoFields())) == .passOn)
        #expect(agreement.hear(agreed) == .wait)
    }

    @Test func whatComesBeforeIsNotPassedOn() {
        var agreement = agreement()
        #expect(agreement.hear(.audioCleared(NoFields())) == .wait)
        #expect(agreement.hear(agreed) == .wait)
        _ = agreement.hear(created())
        #expect(agreement.hear(.audioCleared(NoFields())) == .wait)
        #expect(agreement.hear(created()) == .wait)
    }

    @Test func anErrorIsARefusalUntilTheyAgreed() {
        let error = WireServiceError(type: "invalid_request_error", message: "no such voice")
        let event = ServerEvent.error(ErrorReport(error: error))
        var agreement = agreement()
        #expect(agreement.hear(event) == .refused(error))
        _ = agreement.hear(created())
        #expect(agreement.hear(event) == .refused(error))
        _ = agreement.hear(agreed)
        #expect(agreement.hear(event) == .passOn)
    }

    @Test(arguments: [
        ("invalid_request_error", ServiceClosureCause.unusable), ("server_error", .serverTrouble),
        ("rate_limit_error", .tooMany),
    ])
    func refusalsHaveACause(type: String, cause: ServiceClosureCause) {
        let closure = ErrorTranslation.refusal(WireServiceError(type: type, message: "why"))
        #expect(closure.cause == cause && closure.reason.contains("why"))
    }
}
