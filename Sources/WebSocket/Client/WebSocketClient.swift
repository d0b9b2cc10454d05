/// Opens connections as a client.
package enum WebSocketClient {
    /// Connects, or throws what went wrong and where. Redirects are not followed.
    package static func connect(
        to endpoint: WebSocketEndpoint, options: WebSocketClientOptions = WebSocketClientOptions()
    ) async throws(WebSocketError) -> WebSocketConnection {
        var attempt = ConnectAttempt(endpoint: endpoint, options: options)
        return try await attempt.run()
    }

    /// Goes the way of `connect` and hangs up: how far it came, what that took, what the server showed.
    /// - Parameter asksToUpgrade: false ends it when TLS is there, so that the server hears of no request.
    package static func probe(
        _ endpoint: WebSocketEndpoint, options: WebSocketClientOptions = WebSocketClientOptions(),
        asksToUpgrade: Bool = true
    ) async -> ConnectProbe {
        var attempt = ConnectAttempt(endpoint: endpoint, options: options)
        var failure: WebSocketError?
        do {
            if asksToUpgrade { try await attempt.run().abort() } else { _ = try await attempt.reach() }
        } catch { failure = error }
        return ConnectProbe(
            failure: failure, timings: attempt.timings, certificatesEnd: attempt.certificatesEnd,
            isSecured: attempt.isSecured)
    }
}

/// The stages of one connect, in order, with their times.
struct ConnectAttempt {
    let endpoint: WebSocketEndpoint
    let options: WebSocketClientOptions
    private(set) var timings = ConnectTimings()
    /// Seconds since 1970: the first end of a certificate in the chain that was verified.
    private(set) var certificatesEnd: Int?
    /// Whether TLS came about, with a pinned key where one is asked for.
    private(set) var isSecured = false
    private var stageBegan = Moment.now

    init(endpoint: WebSocketEndpoint, options: WebSocketClientOptions) {
        self.endpoint = endpoint
        self.options = options
    }

    mutating func run() async throws(WebSocketError) -> WebSocketConnection {
        let upgrade = ClientUpgrade(
            target: endpoint.target, host: endpoint.hostHeader, key: UpgradeKey(nonce: Randomness.bytes(16)),
            subprotocols: options.subprotocols, fields: options.headers)
        let request = try upgrade.request()
        let (stream, deadline) = try await reach()
        let conversation = StreamConversation(stream: stream, loop: options.loop)
        let (subprotocol, leftover) = try await perform(
            upgrade, request, conversation, deadline.entering(.upgrade))
        timings.upgrade = lap()
        do {
            return try WebSocketConnection.open(
                .client, conversation, leftover: leftover, settings: options.connection, subprotocol: subprotocol,
                timings: timings)
        } catch {
            throw .transport(.upgrade, error.text)
        }
    }

    /// Everything before the upgrade, and until when that must be over.
    mutating func reach() async throws(WebSocketError) -> (stream: any ByteStream, deadline: Deadline) {
        let descriptor = try await dial(Deadline(.connect, within: options.connectWithin))
        let deadline = Deadline(.tls, within: options.handshakeWithin)
        return (try await secure(descriptor, deadline), deadline)
    }

    private mutating func lap() -> Duration {
        let now = Moment.now
        defer { stageBegan = now }
        return stageBegan.duration(to: now)
    }

    // MARK: Stages

    private mutating func dial(_ deadline: Deadline) async throws(WebSocketError) -> SocketDescriptor {
        let dialer = Dialer(loop: options.loop, patience: options.patience)
        switch endpoint.route {
        case .unix(let path):
            let descriptor = try await dialer.unix(path, deadline)
            timings.connect = lap()
            return descriptor
        case .tcp(let host, let port, _):
            let addresses = try await Resolver.addresses(
                options.proxy?.host ?? host, port: options.proxy?.port ?? port, options.loop,
                deadline.entering(.resolve))
            timings.resolve = lap()
            let descriptor = try await dialer.tcp(addresses, deadline)
            timings.connect = lap()
            guard let proxy = options.proxy else { return descriptor }
            let conversation = StreamConversation(stream: PlainStream(descriptor), loop: options.loop)
            try await ProxyTunnel(proxy: proxy, host: host, port: port)
                .open(conversation, deadline.entering(.proxy))
            timings.proxy = lap()
            return descriptor
        }
    }

    private mutating func secure(
        _ descriptor: SocketDescriptor, _ deadline: Deadline
    ) async throws(WebSocketError) -> any ByteStream {
        guard case .tcp(let host, _, isEncrypted: true) = endpoint.route else { return PlainStream(descriptor) }
        if options.trust == .loopbackWithoutCheck, !SocketAddress.isLoopback(host) {
            throw .badEndpoint("a certificate may go unchecked only on this machine, not at \(host)")
        }
        let stream = try makeStream(descriptor, host)
        try await StreamConversation.handshake(stream, options.loop, deadline)
        certificatesEnd = stream.chainEnd()
        if !options.pins.isEmpty, !stream.chainKeyDigests().contains(where: options.pins.contains) {
            throw .tls(TLSFailure(reason: .pin, host: host))
        }
        timings.tls = lap()
        isSecured = true
        return stream
    }

    private func makeStream(_ descriptor: SocketDescriptor, _ host: String) throws(WebSocketError) -> TLSStream {
        do throws(TLSFailure) {
            let stream = try TLSStream(try TLSContext.client(options.trust), over: descriptor, host: host)
            try stream.becomeClient()
            return stream
        } catch {
            throw .tls(error)
        }
    }

    private func perform(
        _ upgrade: ClientUpgrade, _ request: [UInt8], _ conversation: StreamConversation, _ deadline: Deadline
    ) async throws(WebSocketError) -> (subprotocol: String?, leftover: [UInt8]) {
        try await conversation.write(request, deadline)
        let answer: (head: HTTPHead, rest: [UInt8])?
        do {
            answer = try await conversation.readHead(deadline)
        } catch {
            switch error {
            case .stream(let error): throw error
            case .http(let error): throw .handshake(error.text)
            }
        }
        guard let (head, rest) = answer else { throw .handshake("the server ended the stream without an answer") }
        guard let status = HTTPStatusLine(head.startLine) else { throw .handshake("no HTTP status line") }
        guard status.code == 101 else {
            let body = await Self.bodyPrefix(head, rest, conversation, deadline)
            throw .http(HTTPRefusal(head, status: status, body: body).hiding(options.headers))
        }
        return (try upgrade.check(head), rest)
    }

    /// The beginning of an error's body, as far as it comes soon.
    private static func bodyPrefix(
        _ head: HTTPHead, _ begun: [UInt8], _ conversation: StreamConversation, _ deadline: Deadline
    ) async -> [UInt8] {
        var body = begun
        let wanted = min(head["content-length"].flatMap { Int($0) } ?? .max, HTTPRefusal.longestBodyPrefix)
        let soon = Moment.now.advanced(by: .milliseconds(500))
        var patience = deadline
        patience.moment = min(deadline.moment, soon)
        while body.count < wanted, let more = try? await conversation.read(patience), !more.isEmpty { body += more }
        return body
    }
}
