import Conversation
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

@Suite struct ErrorTranslationTests {
    private func kind(_ type: String, _ code: String?, _ message: String) -> ServiceErrorKind {
        ErrorTranslation.error(
            WireServiceError(type: type, code: code.map { .init(rawValue: $0) }, message: message)
        ).kind
    }

    @Test func racesAreBenign() {
        #expect(kind("invalid_request_error", "response_cancel_not_active", "") == .benign(.noActiveResponse))
        #expect(
            kind("invalid_request_error", "conversation_already_has_active_response", "")
                == .benign(.alreadyActiveResponse))
        #expect(kind("invalid_request_error", "input_audio_buffer_commit_empty", "") == .benign(.emptyCommit))
        #expect(
            kind("invalid_request_error", "invalid_value", "Audio content of 800ms is already shorter than 900ms")
                == .benign(.nothingToTruncate))
        #expect(kind("invalid_request_error", nil, "No active response to cancel.") == .benign(.noActiveResponse))
    }

    @Test func othersAreJudged() {
        #expect(kind("server_error", nil, "try again") == .retryable(after: nil))
        #expect(kind("invalid_request_error", "invalid_value", "voice?") == .refused)
        #expect(kind("invalid_request_error", "session_expired", "") == .fatal)
    }

    @Test func theCommandAtFaultIsNamed() {
        let error = WireServiceError(type: "invalid_request_error", message: "no", eventID: "c17")
        #expect(ErrorTranslation.error(error).command == CommandNumber(17))
    }

    @Test(arguments: [
        (401, ServiceClosureCause.denied), (403, .denied), (404, .unusable), (429, .tooMany), (500, .serverTrouble),
        (503, .serverTrouble), (302, .unusable),
    ])
    func statusesHaveACause(status: Int, cause: ServiceClosureCause) {
        let closure = ErrorTranslation.closure(.http(HTTPRefusal(status: status, retryAfter: .seconds(7))))
        #expect(closure.cause == cause)
        #expect(closure.code == status)
        #expect(closure.retryAfter == .seconds(7))
    }

    @Test(arguments: [
        (1001, "Your session hit the maximum duration of 60 minutes.", ServiceClosureCause.expired),
        (1001, "", .network), (1000, "", .network), (1011, "keepalive", .serverTrouble), (1009, "", .unusable),
        (1013, "", .tooMany), (4001, "", .denied),
    ])
    func closeCodesHaveACause(code: Int, reason: String, cause: ServiceClosureCause) {
        let report = CloseReport(
            code: CloseCode(rawValue: UInt16(code)), reason: reason, initiator: .peer, isClean: true)
        #expect(ErrorTranslation.closure(report).cause == cause)
    }

    @Test func aCertificateOfTheFutureIsTheClocksFaultUnlessSomebodyVouchesForIt() {
        let early = WebSocketError.tls(TLSFailure(reason: .notYetValid, host: "cloud"))
        #expect(ErrorTranslation.closure(early, isClockTrusted: false).cause == .clock)
        #expect(ErrorTranslation.closure(early, isClockTrusted: true).cause == .untrusted)
        let late = WebSocketError.tls(TLSFailure(reason: .expired, host: "cloud"))
        #expect(ErrorTranslation.closure(late, isClockTrusted: false).cause == .untrusted)
        #expect(ErrorTranslation.closure(early, isClockTrusted: false).reason.contains("not yet valid"))
    }

    @Test func aVanishedLineIsTheNetwork() {
        let report = CloseReport(code: .abnormal, initiator: .transport, isClean: false, transportError: "reset")
        #expect(ErrorTranslation.closure(report).cause == .network)
    }
}
