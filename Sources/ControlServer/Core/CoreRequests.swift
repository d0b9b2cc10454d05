package import ControlProtocol

/// From a line to an answer.
extension ControlCore {
    /// One line without its end.
    package mutating func received(_ line: [UInt8], from id: ConnectionID, now: Int64) {
        self.now = now
        guard let client = clients[id], !client.isClosing else { return }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        client.hasSpoken = true
        if !isHeard(client) {
            client.readUnheard.lines += 1
            client.readUnheard.bytes += line.count
        }
        let envelope: RequestEnvelope
        do { envelope = try RequestEnvelope(line: line) } catch {
            tell(.badInput(uid: client.peer.uid, error.error.name), about: error.error.name, uid: client.peer.uid)
            if let wait = overRate(client.peer.uid) {
                return send(.rate(retryAfterMilliseconds: wait), to: client, id: error.id)
            }
            return send(error.error, to: client, id: error.id)
        }
        admit(envelope, of: line.count, from: client)
    }

    /// A line longer than the limit, or bytes of another protocol: one answer, then the end.
    package mutating func received(_ fault: LineBuffer.Piece, from id: ConnectionID, now: Int64) {
        self.now = now
        guard let client = clients[id], !client.isClosing else { return }
        let error =
            switch fault {
            case .otherProtocol: ControlError(.notJSON, "this socket speaks JSON lines")
            case .tooSlow:
                ControlError(.lineTooLong, "a line must be finished within \(settings.limits.partialLine) ms")
            case .tooLong, .line:
                ControlError(.lineTooLong, "a line is at most \(settings.limits.lineBytes) bytes")
            }
        refuse(client, error)
    }

    mutating func refuse(_ client: Client, _ error: ControlError) {
        tell(.badInput(uid: client.peer.uid, error.name), about: error.name, uid: client.peer.uid)
        send(error, to: client, id: nil)
        close(client)
    }

    private mutating func admit(_ envelope: RequestEnvelope, of bytes: Int, from client: Client) {
        guard let method = ControlMethod(rawValue: envelope.method) else {
            if let wait = overRate(client.peer.uid) {
                return send(.rate(retryAfterMilliseconds: wait), to: client, id: envelope.id)
            }
            return send(Self.unknown(envelope.method), to: client, id: envelope.id)
        }
        let facts = method.facts
        let isUrgent = facts.lane == .priority && method != .rpcPing
        if !isUrgent, let wait = overRate(client.peer.uid) {
            return send(.rate(retryAfterMilliseconds: wait), to: client, id: envelope.id)
        }
        guard client.role >= facts.role else {
            var error = ControlError(.role, "\(facts.name) needs the role \(facts.role.rawValue)")
            error.need = facts.role
            return send(error, to: client, id: envelope.id)
        }
        let waiting = Client.Waiting(envelope: envelope, method: method, bytes: bytes)
        if facts.lane == .priority {
            begin(waiting, of: client)
        } else {
            client.waiting.append(waiting)
            pump(client)
        }
    }

    /// Milliseconds to wait when the user has used up the allowance.
    private mutating func overRate(_ uid: UInt32) -> Int? {
        guard let burst = settings.limits.requestBurst else { return nil }
        account(uid)
        return accounts[uid]?.bucket.take(burst: burst, perSecond: settings.limits.requestsPerSecond, now: now)
    }

    private static func unknown(_ method: String) -> ControlError {
        let near = nearest(to: method, among: ControlMethod.allCases.map(\.rawValue))
        return ControlError(
            .unknownMethod, "there is no method \"\(method.cut(toBytes: 64))\"",
            hint: near.map { "did you mean \"\($0)\"?" })
    }

    /// Starts what may start.
    mutating func pump(_ client: Client) {
        while let first = client.waiting.first, !client.isOrderedLaneBusy,
            client.running.count < settings.limits.inFlight, isHeard(client), !client.isClosing
        {
            client.waiting.removeFirst()
            begin(first, of: client)
        }
    }

    private mutating func begin(_ waiting: Client.Waiting, of client: Client) {
        let id = waiting.envelope.id
        let params = waiting.envelope.params
        do {
            if let request = try ControlRequest(waiting.method, params) {
                try ask(request, waiting, of: client)
            } else if let reply = try serve(waiting.method, params, id: id, for: client) {
                actions.append(.tell(.request(waiting.method, nil, uid: client.peer.uid)))
                send(reply, to: client, id: id)
            }
        } catch let fault as WireFault {
            fail(ControlError(fault), waiting.method, to: client, id: id)
        } catch let error as ControlError {
            fail(error, waiting.method, to: client, id: id)
        } catch {
            fail(ControlError(.internalFault, "the request could not be read"), waiting.method, to: client, id: id)
        }
    }

    private mutating func fail(_ error: ControlError, _ method: ControlMethod, to client: Client, id: RequestID) {
        actions.append(.tell(.request(method, error.name, uid: client.peer.uid)))
        send(error, to: client, id: id)
    }

    private mutating func ask(
        _ request: ControlRequest, _ waiting: Client.Waiting, of client: Client
    ) throws(ControlError) {
        let params = waiting.envelope.params
        if waiting.method.facts.right == .sessionOwner {
            try checkOwner(of: params["session"]?.string ?? "", lease: params["lease"]?.string, client)
        }
        if waiting.method.rawValue.hasPrefix("record."), let name = params["name"]?.string { try checkFileName(name) }
        if waiting.method == .configReload || waiting.method == .profileUse { try paceReloads() }
        let ticket = nextTicket()
        tickets[ticket] = .request(client.id, waiting.envelope.id, waiting.method)
        client.running.append(Client.Running(id: waiting.envelope.id, method: waiting.method, ticket: ticket))
        actions.append(.ask(ticket, request, client.identity))
    }

    /// Whoever asks, the configuration is loaded at most twice a second: the last state of the files is what counts.
    private mutating func paceReloads() throws(ControlError) {
        let interval: Int64 = 500_000
        if let last = lastReload, now - last < interval {
            throw .rate(retryAfterMilliseconds: Int((interval - (now - last) + 999) / 1_000))
        }
        lastReload = now
    }

    private func checkFileName(_ name: String) throws(ControlError) {
        let bytes = Array(name.utf8)
        let isLetterOrDigit = { (byte: UInt8) in
            0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        }
        let isRight =
            bytes.count <= 64 && bytes.first.map(isLetterOrDigit) ?? false
            && bytes.allSatisfy { isLetterOrDigit($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
        guard isRight else { throw ControlError(.storageName, "\"\(name.cut(toBytes: 64))\" cannot be a name") }
    }

    // MARK: Answers

    /// The daemon's answer.
    package mutating func answered(_ ticket: Ticket, _ answer: Result<ControlReply, ControlError>, now: Int64) {
        self.now = now
        guard case .request(let connection, let id, let method)? = tickets.removeValue(forKey: ticket) else { return }
        guard let client = clients[connection] else { return }
        client.running.removeAll { $0.ticket == ticket }
        switch answer {
        case .success(let reply):
            actions.append(.tell(.request(method, nil, uid: client.peer.uid)))
            send(reply.result, to: client, id: id)
        case .failure(let error): fail(error, method, to: client, id: id)
        }
        goOn(client)
    }

    mutating func goOn(_ client: Client) {
        pump(client)
        dirty.insert(client.id)
        closeIfDone(client.id)
    }

    mutating func cancel(_ id: JSONValue, of client: Client) throws(ControlError) -> Bool {
        guard let id = RequestID(id) else {
            throw ControlError(WireFault(expected: "the id of a request", found: id).inside("id"))
        }
        let cancelled = ControlError(.cancelled, "the request was cancelled")
        if let place = client.waiting.firstIndex(where: { $0.envelope.id == id }) {
            client.waiting.remove(at: place)
            send(cancelled, to: client, id: id)
            return true
        }
        guard let running = client.running.first(where: { $0.id == id }) else { return false }
        client.running.removeAll { $0.ticket == running.ticket }
        if case .session(let name, _, _) = tickets.removeValue(forKey: running.ticket) {
            perform((try? arbitration.stop(name, by: client.claim(), drain: .now, now: now)) ?? [])
        } else {
            actions.append(.giveUp(running.ticket))
        }
        send(cancelled, to: client, id: id)
        goOn(client)
        return true
    }

    // MARK: Writing

    mutating func send(_ result: JSONValue, to client: Client, id: RequestID) {
        enqueue(ReplyLine.result(result, id: id), for: client)
    }

    mutating func send(_ error: ControlError, to client: Client, id: RequestID?) {
        enqueue(ReplyLine.error(error, id: id), for: client)
    }

    mutating func enqueue(_ line: [UInt8], for client: Client) {
        guard !client.isClosing else { return }
        client.output.append(must: line)
        dirty.insert(client.id)
        checkQueue(of: client)
    }
}
