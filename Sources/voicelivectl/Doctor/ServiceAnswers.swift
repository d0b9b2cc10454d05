import Configuration
import WebSocket

/// What a try to connect means to the admin. Of the service's answer only the status is told: its words are not ours.
struct ServiceAnswers {
    /// A certificate that ends within fewer days is warned of.
    static let fewDays = 14

    let endpoint: EndpointSection
    let address: ServiceURL
    var proxy: ServiceURL?
    /// Why the service was not asked to upgrade.
    var unreadableKey: String?

    private var id: String { "network." + endpoint.name }

    init(endpoint: EndpointSection, address: ServiceURL, proxy: ServiceURL? = nil) {
        (self.endpoint, self.address, self.proxy) = (endpoint, address, proxy)
    }

    /// - Parameter now: seconds since 1970.
    func findings(_ probe: ConnectProbe, now: Int) -> [Finding] {
        if let failure = probe.failure, Self.isBeforeTLS(failure) { return [unreached(failure)] }
        var all = [reached(probe.timings)]
        if address.isEncrypted {
            all.append(probe.isSecured ? certificates(probe.certificatesEnd, now) : unsecured(probe.failure))
            guard probe.isSecured else { return all }
        }
        return all + [upgrade(probe)]
    }

    // MARK: The way there

    private static func isBeforeTLS(_ failure: WebSocketError) -> Bool {
        switch failure {
        case .badEndpoint, .dns, .refused, .proxy, .timeout(.resolve, _), .timeout(.connect, _), .timeout(.proxy, _),
            .transport(.resolve, _), .transport(.connect, _), .transport(.proxy, _):
            true
        default: false
        }
    }

    private func reached(_ timings: ConnectTimings) -> Finding {
        let port = address.port ?? (address.isEncrypted ? 443 : 80)
        let way = proxy.map { " through the proxy \($0.host)" } ?? ""
        return .ok(id, "\(address.host) port \(port) answers\(way), round trip \(Self.milliseconds(timings.connect))")
    }

    func unreached(_ failure: WebSocketError) -> Finding {
        switch failure {
        case .badEndpoint(let why): return .fail(id, why, fix: "correct the endpoint; see voicelived.toml(5)")
        case .dns(let host, let reason):
            return .fail(
                id, "\(host): \(reason)", fix: "check the network and /etc/resolv.conf, or the endpoint's url")
        case .proxy(status: 407, _):
            return .fail(
                id, "the proxy wants to know who asks (407)",
                fix: "store user:password: voicelivectl credential set voicelived.proxy, then run doctor as root")
        case .proxy(let status, _):
            let answer = status == 0 ? "does not answer as a proxy does" : "refuses with status \(status)"
            return .fail(
                id, "the proxy \(answer)", fix: "check link.proxy, and whether it lets this box to \(address.host)")
        default:
            let target = proxy.map { "the proxy \($0.host)" } ?? address.host
            return .fail(
                id, "\(target): \(failure.description)",
                fix: proxy == nil ? "check firewall and proxy (link.proxy)" : "check link.proxy and the network")
        }
    }

    // MARK: TLS

    private func certificates(_ end: Int?, _ now: Int) -> Finding {
        let id = id + ".tls"
        guard let end else { return .ok(id, "encrypted; nobody was asked to vouch for the server") }
        let days = (end - now) / 86_400
        guard days < Self.fewDays else {
            let pinned = endpoint.pins.isEmpty ? "" : ", and a pinned key"
            return .ok(id, "certificates for another \(days) days" + pinned)
        }
        return .warn(id, "a certificate ends in \(days) days", fix: "have it renewed by whoever runs \(address.host)")
    }

    private func unsecured(_ failure: WebSocketError?) -> Finding {
        let id = id + ".tls"
        guard case .tls(let reason) = failure else {
            return .fail(
                id, failure?.description ?? "no TLS", fix: "check the port of the url, and what stands in the way")
        }
        let fix =
            switch reason.reason {
            case .expired: "have it renewed by whoever runs \(reason.host); is the clock right?"
            case .notYetValid: "set the clock: timedatectl set-ntp true"
            case .hostName: "correct the host in the endpoint's url"
            case .unknownAuthority:
                "set ca_file to the authority's certificate; a proxy that looks into TLS has one of its own"
            case .pin: "compare the endpoint's pins with the server's key"
            case .settings: "check ca_file of the endpoint"
            case .other: "check the port of the url, and what stands in the way"
            }
        return .fail(id, reason.description, fix: fix)
    }

    // MARK: The service

    private func upgrade(_ probe: ConnectProbe) -> Finding {
        let id = id + ".upgrade"
        if let unreadableKey { return .skip(id, "the service was not asked: \(unreadableKey)") }
        switch probe.failure {
        case nil: return .ok(id, "the service lets us in, after \(Self.milliseconds(probe.timings.upgrade))")
        case .http(let refusal): return refused(id, refusal)
        case .some(let failure):
            return .fail(id, failure.description, fix: "check the endpoint's url: it must be of a Voice Live service")
        }
    }

    private func refused(_ id: String, _ refusal: HTTPRefusal) -> Finding {
        let status = refusal.status
        switch status {
        case 401, 403:
            let name = endpoint.credential.isEmpty ? "" : " " + endpoint.credential
            let fix =
                endpoint.authentication == .none
                ? "set authentication and credential of the endpoint"
                : "is the key of this resource, and the token not too old? voicelivectl credential set\(name)"
            return .fail(id, "the service does not take the credential (\(status))", fix: fix)
        case 404:
            return .fail(
                id, "the service has nothing of that name (404)",
                fix: "check url, api_version (\(endpoint.apiVersion)), and that \(endpoint.model) is deployed there")
        case 429:
            let wait = refusal.retryAfter.map { ", again in \($0.components.seconds) s" } ?? ""
            return .warn(id, "too much was asked of the service (429)\(wait)", fix: "wait, or raise its quota")
        case 300..<400:
            return .fail(
                id, "the service is elsewhere (\(status)), and redirects are not followed",
                fix: "correct the endpoint's url")
        case 500...:
            return .fail(
                id, "the service has a fault (\(status))", fix: "wait: the daemon tries again by itself")
        default:
            return .fail(
                id, "the service refuses with status \(status)", fix: "check url, dialect and query of the endpoint")
        }
    }

    private static func milliseconds(_ time: Duration) -> String {
        "\(Int((time / .milliseconds(1)).rounded(.up))) ms"
    }
}
