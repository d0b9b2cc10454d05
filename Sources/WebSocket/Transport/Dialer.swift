import Glibc

/// Opens sockets.
struct Dialer: Sendable {
    let loop: EventLoop
    /// How long bytes may stay unacknowledged on TCP.
    let patience: Duration

    func unix(_ path: String, _ deadline: Deadline) async throws(WebSocketError) -> SocketDescriptor {
        guard let address = SocketAddress(unixPath: path) else { throw .badEndpoint("socket path \(path)") }
        switch await attempt(address, deadline) {
        case .success(let descriptor): return descriptor
        case .failure(.refused(let why)): throw .refused(why)
        case .failure(let error): throw error
        }
    }

    /// The first address that takes the connection.
    func tcp(_ addresses: [SocketAddress], _ deadline: Deadline) async throws(WebSocketError) -> SocketDescriptor {
        let order = AddressRace.interleaved(addresses, family: \.family)
        let descriptor = try await race(order, deadline).get()
        descriptor.tuneForTCP(patience: patience)
        return descriptor
    }

    private enum RaceEvent: Sendable {
        case headStartOver(Int)
        case finished(Int, Result<SocketDescriptor, WebSocketError>)
    }

    private func race(
        _ addresses: [SocketAddress], _ deadline: Deadline
    ) async -> Result<SocketDescriptor, WebSocketError> {
        await withTaskGroup(of: RaceEvent.self) { group in
            var race = AddressRace(count: addresses.count)
            var failures: [WebSocketError] = []
            var winner: SocketDescriptor?
            var actions = race.begin()
            while true {
                for action in actions {
                    switch action {
                    case .attempt(let number):
                        group.addTask { .finished(number, await attempt(addresses[number], deadline)) }
                    case .giveHeadStart(let number):
                        group.addTask {
                            try? await Task.sleep(for: AddressRace.headStart)
                            return .headStartOver(number)
                        }
                    case .win:
                        group.cancelAll()
                        guard let winner else { continue }
                        return .success(winner)
                    case .lose:
                        group.cancelAll()
                        return .failure(Self.summary(failures))
                    }
                }
                switch await group.next() {
                case .headStartOver(let number):
                    actions = race.headStartOver(number)
                case .finished(let number, .success(let descriptor)):
                    winner = descriptor
                    actions = race.connected(number)
                case .finished(let number, .failure(let error)):
                    failures.append(error)
                    actions = race.failed(number)
                case nil:
                    return .failure(Self.summary(failures))
                }
            }
        }
    }

    /// A timeout or a cancellation says more than the refusals beside it.
    private static func summary(_ failures: [WebSocketError]) -> WebSocketError {
        var reasons: [String] = []
        for failure in failures {
            guard case .refused(let why) = failure else { return failure }
            reasons.append(why)
        }
        return .refused(reasons.joined(separator: "; "))
    }

    private func attempt(
        _ address: SocketAddress, _ deadline: Deadline
    ) async -> Result<SocketDescriptor, WebSocketError> {
        do throws(WebSocketError) {
            let descriptor = try open(address)
            guard address.connect(descriptor) != 0 else { return .success(descriptor) }
            guard errno == EINPROGRESS else { throw .refused("\(address): \(SystemError.text())") }
            try await loop.wait(for: descriptor, .writable, deadline)
            let code = descriptor.pendingError
            guard code == 0 else { throw .refused("\(address): \(SystemError.text(code))") }
            return .success(descriptor)
        } catch {
            return .failure(error)
        }
    }

    private func open(_ address: SocketAddress) throws(WebSocketError) -> SocketDescriptor {
        do { return try SocketDescriptor.make(family: address.family) } catch {
            throw .refused("\(address): \(error.text)")
        }
    }
}
