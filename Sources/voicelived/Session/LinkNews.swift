import ControlProtocol
import Conversation
import Diagnostics

/// Tells how the line to the service stands.
struct LinkNews {
    let desk: NewsDesk

    func tell(_ state: ConversationLinkState, at now: Duration) {
        let words = words(state)
        desk.board.change { present in
            present.link = words
            present.linkSince = now
        }
        desk.publish(words)
        log(state)
        judge(state)
    }

    private func words(_ state: ConversationLinkState) -> ControlProtocol.LinkState {
        switch state {
        case .connecting(let endpoint): .init(state: .connecting, endpoint: endpoint.text)
        case .up(let endpoint), .renewing(let endpoint): .init(state: .up, endpoint: endpoint.text)
        case .waiting(let wait, let closure):
            .init(
                state: closure.waitingPhase, retryInMilliseconds: wait.wholeMilliseconds,
                error: closure.word)
        case .givenUp(let endpoint, let closure):
            .init(
                state: closure.cause == .denied ? .authFailed : .down, endpoint: endpoint.text, error: closure.word)
        case .down: .init(state: .down)
        }
    }

    private func log(_ state: ConversationLinkState) {
        let log = desk.instruments.log
        switch state {
        case .up(let endpoint):
            log(.linkUp, "connected to \(endpoint)", .endpoint(endpoint.text))
            logChoice(of: endpoint)
        case .waiting(_, let closure) where closure.cause == .clock: log(.linkClockUntrusted, closure.reason)
        case .waiting(let wait, let closure):
            log(
                .linkDown, "\(closure.reason); trying again in \(wait.wholeMilliseconds) ms",
                .error(closure.word))
        case .givenUp(let endpoint, let closure):
            switch closure.cause {
            case .denied:
                log(
                    closure.isByProxy ? .linkProxyRefused : .credentialRefused, "\(endpoint): \(closure.reason)",
                    .endpoint(endpoint.text), .error(closure.word))
            case .untrusted: log(.linkTlsRefused, "\(endpoint): \(closure.reason)", .endpoint(endpoint.text))
            default: log(.linkDown, "\(endpoint): \(closure.reason)", .endpoint(endpoint.text))
            }
        case .connecting, .renewing, .down: break
        }
    }

    /// Told before the health of it is judged: which endpoint served last stands there.
    private func logChoice(of endpoint: EndpointName) {
        let wasOnFallback = desk.instruments.health.snapshot().contains { $0.warning == .onFallback }
        if endpoint != desk.preferred {
            desk.instruments.log(
                .linkFallback, "\(endpoint) serves, \(desk.preferred?.text ?? "none") is preferred",
                .endpoint(endpoint.text))
        } else if wasOnFallback {
            desk.instruments.log(.linkRecovered, "\(endpoint) serves again", .endpoint(endpoint.text))
        }
    }

    private func judge(_ state: ConversationLinkState) {
        let health = desk.instruments.health
        switch state {
        case .up(let endpoint), .renewing(let endpoint):
            health.clear(.linkDown)
            health.clear(.quotaExhausted)
            health.clear(.clockUntrusted)
            if endpoint == desk.preferred {
                health.clear(.credentialRefused)
                health.clear(.proxyRefused)
            }
            health.set(.onFallback, endpoint != desk.preferred, detail: endpoint.text)
        case .waiting(_, let closure):
            health.set(.quotaExhausted, closure.cause == .tooMany)
            health.set(.clockUntrusted, closure.cause == .clock)
            health.report(.linkDown, detail: closure.reason)
        case .givenUp(let endpoint, let closure) where closure.cause == .denied:
            health.report(closure.isByProxy ? .proxyRefused : .credentialRefused, detail: endpoint.text)
        case .givenUp, .connecting, .down: break
        }
    }
}

extension ServiceClosure {
    /// What the line does until the next attempt.
    fileprivate var waitingPhase: LinkPhase {
        switch cause {
        case .tooMany: .quota
        case .clock: .clockWait
        default: .backoff
        }
    }

    /// 407 is a proxy's alone: the service behind it was never asked.
    fileprivate var isByProxy: Bool { cause == .denied && code == 407 }

    /// The control socket's name of it.
    fileprivate var word: String {
        switch cause {
        case .denied where isByProxy: ErrorName.proxy.rawValue
        case .denied: ErrorName.cloudAuth.rawValue
        case .tooMany: ErrorName.quota.rawValue
        case .serverTrouble: ErrorName.cloudServer.rawValue
        case .untrusted: ErrorName.tls.rawValue
        case .clock: ErrorName.clock.rawValue
        case .unusable: ErrorName.cloudProtocol.rawValue
        case .network, .expired, .closedByUs: ErrorName.offline.rawValue
        }
    }
}
