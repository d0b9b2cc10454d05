import ControlProtocol

/// What happens because time passes, and the limits that need a look at every client.
extension ControlCore {
    package mutating func wake(now: Int64) {
        self.now = now
        perform(arbitration.wake(now: now))
        perform(tools.wake(now: now))
        for client in clients.values where !client.isClosing {
            if let since = client.slowSince, now - since >= Int64(settings.limits.slowPatience) * 1_000 {
                disconnectSlow(client)
            } else if !client.hasSpoken, now - client.connectedAt >= Int64(settings.limits.silence) * 1_000 {
                close(client)
            } else {
                sendMarks(to: client)
            }
        }
    }

    /// When `wake` has something to do next.
    package var nextWake: Int64? {
        let limits = settings.limits
        var times = [arbitration.nextWake, tools.nextWake].compactMap(\.self)
        for client in clients.values where !client.isClosing {
            if let since = client.slowSince { times.append(since + Int64(limits.slowPatience) * 1_000) }
            if !client.hasSpoken { times.append(client.connectedAt + Int64(limits.silence) * 1_000) }
            for subscription in client.subscriptions where subscription.filtered > 0 {
                times.append(subscription.markedAt + Int64(limits.markInterval) * 1_000)
            }
        }
        return times.min()
    }

    /// The client's queue has been written to the end: the moment to say what it missed.
    package mutating func drained(_ id: ConnectionID, now: Int64) {
        self.now = now
        guard let client = clients[id] else { return }
        if client.subscriptions.contains(where: { $0.dropped > 0 || client.output.dropped > $0.droppedBefore }) {
            sendMarks(to: client)
        }
    }

    mutating func checkQueue(of client: Client) {
        let limits = settings.limits
        let waiting = client.output.mustBytes
        if waiting > limits.queueBytes { return disconnectSlow(client) }
        if waiting > limits.slowQueueBytes, client.slowSince == nil { client.slowSince = now }
        checkTotals(with: client)
    }

    /// What waits for all, looked at where one client's part of it is worth a look.
    mutating func checkTotals(with client: Client) {
        let limits = settings.limits
        guard client.output.bytes > limits.slowQueueBytes / 4 else { return }
        let own = clients.values.filter { $0.peer.uid == client.peer.uid && !$0.isClosing }
        if own.reduce(0, { $0 + $1.output.bytes }) > limits.queueBytesPerUser { disconnectSlowest(of: own) }
        let all = clients.values.filter { !$0.isClosing }
        if all.reduce(0, { $0 + $1.output.bytes }) > limits.queueBytesOfAll { disconnectSlowest(of: all) }
    }

    private mutating func disconnectSlowest(of some: [Client]) {
        if let slowest = some.max(by: { $0.output.bytes < $1.output.bytes }) { disconnectSlow(slowest) }
    }

    private mutating func disconnectSlow(_ client: Client) {
        guard !client.isClosing else { return }
        client.output.removeAll()
        let error = ControlError(.slowClient, "this client reads too slowly")
        client.output.append(must: ReplyLine.error(error, id: nil))
        dirty.insert(client.id)
        let isNews = isDue(.slowClient, uid: client.peer.uid)
        actions.append(.tell(.slowClient(client.id, uid: client.peer.uid, isNews: isNews)))
        close(client)
    }
}
