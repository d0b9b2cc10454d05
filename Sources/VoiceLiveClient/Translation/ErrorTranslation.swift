import Conversation
import VoiceLiveProtocol
import WebSocket

/// Judges what went wrong: this is where codes and statuses are known. Pure.
enum ErrorTranslation {
    /// Our events carry their command's number as id, so that an error can be laid at its door.
    static let idPrefix = "c"

    static func error(_ error: WireServiceError) -> DomainServiceError {
        let number = error.eventID.flatMap { id in
            id.hasPrefix(idPrefix) ? Int(id.dropFirst(idPrefix.count)).map(CommandNumber.init) : nil
        }
        return DomainServiceError(
            kind(error), code: error.code?.rawValue ?? error.type, message: DomainText(error.message), command: number)
    }

    private static func kind(_ error: WireServiceError) -> ServiceErrorKind {
        let message = error.message.lowercased()
        switch error.code {
        case .responseCancelNotActive?: return .benign(.noActiveResponse)
        case .activeResponse?: return .benign(.alreadyActiveResponse)
        case .commitEmpty?: return .benign(.emptyCommit)
        case .sessionExpired?: return .fatal
        case .unsupportedContentType? where message.contains("truncat"): return .benign(.nothingToTruncate)
        case .invalidValue? where message.contains("already shorter"): return .benign(.nothingToTruncate)
        default: break
        }
        if message.contains("no active response") { return .benign(.noActiveResponse) }
        if message.contains("already has an active response") { return .benign(.alreadyActiveResponse) }
        if message.contains("already shorter") || message.contains("already truncated") {
            return .benign(.nothingToTruncate)
        }
        if message.contains("does not exist") || error.code?.rawValue == "item_not_found" {
            return .benign(.unknownItem)
        }
        if error.code?.rawValue.contains("rate_limit") == true || error.type.contains("rate_limit") {
            return .retryable(after: nil)
        }
        return error.type == "server_error" ? .retryable(after: nil) : .refused
    }

    /// Why there is a connection, but no session.
    static func refusal(_ error: WireServiceError) -> ServiceClosure {
        let isTransient = if case .retryable = kind(error) { true } else { false }
        let isRate = error.code?.rawValue.contains("rate_limit") == true || error.type.contains("rate_limit")
        let cause: ServiceClosureCause = !isTransient ? .unusable : isRate ? .tooMany : .serverTrouble
        return ServiceClosure(cause, reason: "the service refused the session: \(error.message)")
    }

    /// Why no connection came about. A certificate of the future is the clock's fault unless somebody vouches for it.
    static func closure(_ error: WebSocketError, isClockTrusted: Bool = true) -> ServiceClosure {
        switch error {
        case .http(let refusal): closure(refusal)
        case .tls(let failure) where failure.reason == .notYetValid && !isClockTrusted:
            ServiceClosure(.clock, reason: error.description)
        case .tls(let failure):
            ServiceClosure(failure.reason == .other ? .network : .untrusted, reason: error.description)
        case .badEndpoint, .handshake: ServiceClosure(.unusable, reason: error.description)
        case .proxy(let status, _):
            ServiceClosure(status == 407 ? .denied : .network, code: status, reason: error.description)
        case .closed(let report): closure(report)
        case .tooBig: ServiceClosure(.unusable, code: 1009, reason: error.description)
        case .cancelled, .closing: ServiceClosure(.closedByUs, reason: error.description)
        case .dns, .refused, .timeout, .transport, .listen: ServiceClosure(.network, reason: error.description)
        }
    }

    private static func closure(_ refusal: HTTPRefusal) -> ServiceClosure {
        let cause: ServiceClosureCause =
            switch refusal.status {
            case 401, 403: .denied
            case 408, 429: .tooMany
            case 500...: .serverTrouble
            default: .unusable
            }
        return ServiceClosure(cause, code: refusal.status, reason: refusal.description, retryAfter: refusal.retryAfter)
    }

    /// Why a connection that worked is gone.
    static func closure(_ report: CloseReport) -> ServiceClosure {
        let code = Int(report.code.rawValue)
        let reason = report.reason.lowercased()
        let cause: ServiceClosureCause =
            switch report.initiator {
            case .us: .closedByUs
            case .transport: .network
            case .peer: peerCause(code, reason)
            }
        return ServiceClosure(cause, code: code, reason: report.description)
    }

    private static func peerCause(_ code: Int, _ reason: String) -> ServiceClosureCause {
        switch code {
        case 1000: .network
        case 1001: reason.contains("maximum duration") || reason.contains("expired") ? .expired : .network
        case 1002, 1003, 1007, 1009, 1010: .unusable
        case 1008: reason.contains("auth") || reason.contains("key") ? .denied : .unusable
        case 1013: .tooMany
        case 4001, 4401, 4403: .denied
        default: .serverTrouble
        }
    }
}
