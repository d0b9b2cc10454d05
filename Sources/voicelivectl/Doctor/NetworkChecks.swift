import Configuration
import Glibc

/// Whether each endpoint can be reached: its name, then a connection. What comes after (TLS, the key) the daemon tries.
struct NetworkChecks {
    let endpoints: [EndpointSection]
    let link: LinkSection
    let timeout: Int

    func findings() -> [Finding] {
        endpoints.compactMap { endpoint in
            guard let address = endpoint.address else { return nil }
            let id = "network." + endpoint.name
            if let proxy = link.proxy(for: endpoint) {
                return remote(
                    id, proxy.host, proxy.port ?? 80, as: "the proxy ", fix: "check link.proxy and the network")
            }
            return address.isUnixSocket
                ? local(id, endpoint.url) : remote(id, address.host, address.port ?? (address.isEncrypted ? 443 : 80))
        }
    }

    private func local(_ id: String, _ url: String) -> Finding {
        let path = url.split(separator: ":", maxSplits: 1).last.map(String.init) ?? url
        if unsafe access(path, F_OK) == 0 { return .ok(id, "its socket \(path) is there") }
        return .fail(id, "there is no server at \(path)", fix: "systemctl enable --now voicelive-local.socket")
    }

    /// - Parameter kind: what stands there, with a space behind it, unless it is the service itself.
    private func remote(
        _ id: String, _ host: String, _ port: Int, as kind: String = "",
        fix: String = "check firewall and proxy (link.proxy)"
    ) -> Finding {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let failed = unsafe getaddrinfo(host, String(port), &hints, &first)
        guard failed == 0, let list = unsafe first else {
            return .fail(
                id, "\(kind)\(host): \(unsafe String(cString: gai_strerror(failed)))",
                fix: "check the network and /etc/resolv.conf, or the endpoint's url")
        }
        defer { unsafe freeaddrinfo(list) }
        var reason = ""
        var next: UnsafeMutablePointer<addrinfo>? = unsafe list
        while let entry = unsafe next {
            if let trouble = unsafe connect(entry.pointee) {
                reason = trouble
            } else {
                return .ok(id, "\(kind)\(host) port \(port) answers")
            }
            unsafe next = entry.pointee.ai_next
        }
        return .fail(id, "\(kind)\(host) port \(port): \(reason)", fix: fix)
    }

    /// Why not; `nil` when the connection was made in time.
    private func connect(_ entry: addrinfo) -> String? {
        let descriptor = unsafe socket(entry.ai_family, entry.ai_socktype | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return unsafe String(cString: strerror(errno)) }
        defer { close(descriptor) }
        if unsafe Glibc.connect(descriptor, entry.ai_addr, entry.ai_addrlen) == 0 { return nil }
        guard errno == EINPROGRESS else { return unsafe String(cString: strerror(errno)) }
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&watched, 1, Int32(clamping: min(timeout, 3_000))) > 0 else { return "no answer in 3 s" }
        var (number, size) = (Int32(0), socklen_t(4))
        unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
        return number == 0 ? nil : unsafe String(cString: strerror(number))
    }
}
