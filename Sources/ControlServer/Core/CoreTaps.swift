package import ControlProtocol

/// Taps: who listens where.
extension ControlCore {
    mutating func openTap(
        _ stream: TappedStream, _ method: ControlMethod, id: RequestID, for client: Client
    ) throws(ControlError) -> JSONValue? {
        guard settings.access.mayListen(client.peer, as: client.role) else {
            var error = ControlError(
                .topic, "only admins and the groups in access.tap_groups may listen in",
                hint: "ask the administrator to put one of your groups into access.tap_groups")
            error.need = .admin
            throw error
        }
        if events.states[.audioState]?.event.data["hard_muted"] == true {
            throw ControlError(.hardMuted, "the microphone is muted by hand")
        }
        guard client.taps.count < settings.limits.taps else {
            throw ControlError(.topic, "more than \(settings.limits.taps) taps")
        }
        let isFresh = client.inFlight == 0 && client.subscriptions.isEmpty && client.taps.isEmpty
        guard method == .tapOpen || isFresh else {
            throw ControlError(
                .invalid, "tap.stream needs a connection of its own", hint: "open another connection for it")
        }
        let ticket = nextTicket()
        tickets[ticket] = .tap(client.id, id, method, stream)
        client.running.append(Client.Running(id: id, method: method, ticket: ticket))
        actions.append(.openTap(ticket, stream))
        return nil
    }

    /// The daemon has opened a stream, or could not.
    package mutating func openedTap(_ ticket: Ticket, _ answer: Result<TapShape, ControlError>, now: Int64) {
        self.now = now
        guard case .tap(let connection, let id, let method, let stream)? = tickets.removeValue(forKey: ticket) else {
            return
        }
        guard let client = clients[connection], client.running.contains(where: { $0.ticket == ticket }) else {
            return closeUnlessUsed(stream)
        }
        client.running.removeAll { $0.ticket == ticket }
        switch answer {
        case .failure(let error): send(error, to: client, id: id)
        case .success(let shape): begin(stream, shape, method, id, client)
        }
        goOn(client)
    }

    private mutating func begin(
        _ stream: TappedStream, _ shape: TapShape, _ method: ControlMethod, _ id: RequestID, _ client: Client
    ) {
        let tap = Tap(number: nextNumber(), stream: stream)
        let result = OpenedTap(
            tap: tap.name, format: stream.format, rate: shape.rate, channels: shape.channels, lookahead: shape.lookahead
        )
        send(result.wire, to: client, id: id)
        client.taps.append(tap)
        client.output.addTap(
            tap.number, name: tap.name, form: method == .tapOpen ? .lines : stream.format == .opus ? .packets : .samples
        )
        if method == .tapStream { client.rawTap = tap.number }
        publish(AudioTap(point: stream.point, open: true, uid: Int(client.peer.uid), client: client.name?.name))
    }

    mutating func closeTap(_ name: String, _ client: Client) throws(ControlError) -> JSONValue {
        guard let place = client.taps.firstIndex(where: { $0.name == name }) else {
            throw ControlError(WireFault(expected: "a tap of this connection", problem: "is unknown").inside("tap"))
        }
        let tap = client.taps.remove(at: place)
        forget(tap, of: client)
        return Nothing().wire
    }

    mutating func forget(_ tap: Tap, of client: Client) {
        client.taps.removeAll { $0.number == tap.number }
        client.output.removeTap(tap.number)
        publish(AudioTap(point: tap.stream.point, open: false, uid: Int(client.peer.uid), client: client.name?.name))
        closeUnlessUsed(tap.stream)
    }

    private mutating func closeUnlessUsed(_ stream: TappedStream) {
        let isUsed = clients.values.contains { $0.taps.contains { $0.stream == stream } }
        let isWanted = tickets.values.contains {
            if case .tap(_, _, _, stream) = $0 { true } else { false }
        }
        if !isUsed && !isWanted { actions.append(.order(.closeTap(stream))) }
    }

    /// Nobody listens while the microphone is muted by hand.
    mutating func closeAllTaps() {
        for client in clients.values { closeTaps(of: client) }
    }

    mutating func closeTaps(of client: Client) {
        for tap in client.taps { forget(tap, of: client) }
        if client.rawTap != nil { close(client) }
    }

    package mutating func delivered(_ frame: TapFrame, now: Int64) {
        self.now = now
        let ring = Int64(settings.limits.tapRing) * 1_000
        for client in clients.values where !client.isClosing {
            for tap in client.taps where tap.stream == frame.stream {
                client.output.append(frame, tap: tap.number, ringMicroseconds: ring)
                dirty.insert(client.id)
            }
            checkTotals(with: client)
        }
    }
}
