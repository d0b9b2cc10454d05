import ControlProtocol

/// Subscriptions: who is told what.
extension ControlCore {
    package mutating func published(_ event: ControlEvent, now: Int64) {
        self.now = now
        let entry = events.append(event, now: now, wall: wall(), limits: settings.limits)
        for client in clients.values where !client.subscriptions.isEmpty { tell(entry, to: client) }
        if event.topic == .sessionState { follow(event) }
        if event.topic == .audioState, event.data["hard_muted"] == true { closeAllTaps() }
    }

    mutating func publish<T: Topic>(_ data: T, session: String? = nil) {
        guard let event = ControlEvent(data, session: session) else { return }
        published(event, now: now)
    }

    /// Events were lost before they had a number: everybody may have missed them.
    package mutating func lost(_ count: Int, now: Int64) {
        self.now = now
        for client in clients.values {
            for place in client.subscriptions.indices { client.subscriptions[place].dropped += count }
        }
        actions.append(.tell(.eventsLost(count)))
    }

    private mutating func tell(_ entry: EventLog.Entry, to client: Client) {
        for place in client.subscriptions.indices where !client.isClosing {
            guard client.subscriptions[place].topics.contains(entry.event.topic), mayRead(entry.event, client) else {
                client.subscriptions[place].filtered += 1
                continue
            }
            deliver(entry, to: client, place)
        }
    }

    private mutating func deliver(_ entry: EventLog.Entry, to client: Client, _ place: Int) {
        let topic = entry.event.topic
        let subscription = client.subscriptions[place]
        let line = EventLog.line(topic, sub: subscription.name, tail: entry.tail)
        guard topic.facts.keeping == .latest else { return enqueue(line, for: client) }
        if subscription.interval > 0 {
            if let last = subscription.lastSent[topic], now - last < subscription.interval {
                client.subscriptions[place].filtered += 1
                return
            }
            client.subscriptions[place].lastSent[topic] = now
        }
        let slot = OutputQueue.Slot(
            subscription: subscription.number, topic: topic, session: entry.event.session, key: entry.event.key)
        client.output.append(latest: line, in: slot)
        dirty.insert(client.id)
    }

    /// Words that people said are for admins, for the session's owner, and for observers only when granted.
    private func mayRead(_ event: ControlEvent, _ client: Client) -> Bool {
        guard event.topic.facts.carriesText, client.role != .admin else { return true }
        if settings.access.observersReadText { return true }
        guard client.role == .controller, let name = event.session else { return false }
        return arbitration.session(name)?.belongs(to: client.claim()) ?? false
    }

    private func mayFollow(_ topic: ControlTopic, _ client: Client) -> Bool {
        let facts = topic.facts
        guard client.role >= facts.role, !Self.directed.contains(topic) else { return false }
        return !facts.carriesText || client.role >= .controller || settings.access.observersReadText
    }

    /// Topics that reach only the client they concern, without a subscription.
    private static let directed: Set<ControlTopic> = [.toolCall, .toolCancel, .tapData, .eventsMark]

    // MARK: Methods

    /// Sends its reply itself, so that replayed events follow it.
    mutating func subscribe(
        _ params: EventsSubscribe.Params, id: RequestID, _ client: Client
    ) throws(ControlError) -> JSONValue? {
        guard client.subscriptions.count < settings.limits.subscriptions else {
            throw ControlError(.topic, "more than \(settings.limits.subscriptions) subscriptions")
        }
        var topics: Set<ControlTopic> = []
        for (place, choice) in params.topics.enumerated() {
            topics.formUnion(try chosen(choice.name, for: client, at: "/topics/\(place)/name"))
        }
        var subscription = Subscription(
            number: nextNumber(), topics: topics, interval: Int64(params.minIntervalMilliseconds) * 1_000,
            markedAt: now, markedSeq: events.last)
        subscription.droppedBefore = client.output.dropped
        let isKnown = params.since.map { $0.instance == instance } ?? true
        let replay = events.after(isKnown ? Int64(params.since?.seq ?? Int(events.last)) : events.last)
        let snapshot = events.states.values.filter { topics.contains($0.event.topic) && mayRead($0.event, client) }
            .sorted { $0.seq < $1.seq }
            .map { entry in
                SnapshotEntry(
                    topic: entry.event.topic.rawValue, seq: Int(entry.seq), session: entry.event.session,
                    data: entry.event.data)
            }
        let result = EventsSubscribe.Result(
            sub: subscription.name, instance: instance, seq: Int(events.last), complete: isKnown && replay.isComplete,
            snapshot: snapshot)
        send(result.wire, to: client, id: id)
        client.subscriptions.append(subscription)
        count(followersOf: subscription, by: 1)
        let place = client.subscriptions.count - 1
        for entry in replay.entries where topics.contains(entry.event.topic) && mayRead(entry.event, client) {
            deliver(entry, to: client, place)
        }
        return nil
    }

    private func chosen(
        _ name: String, for client: Client, at field: String
    ) throws(ControlError) -> Set<ControlTopic> {
        if name == "*" { return Set(ControlTopic.allCases.filter { mayFollow($0, client) }) }
        if name.hasSuffix(".*") {
            let group = ControlTopic.allCases.filter { $0.rawValue.hasPrefix(name.dropLast(1)) }
            if !group.isEmpty { return Set(group.filter { mayFollow($0, client) }) }
        }
        guard let topic = ControlTopic(rawValue: name) else {
            let near = nearest(to: name, among: ControlTopic.allCases.map(\.rawValue))
            var error = ControlError(
                .invalidParams, "there is no topic \"\(name.cut(toBytes: 64))\"",
                hint: near.map { "did you mean \"\($0)\"?" })
            error.field = field
            error.expected = "a topic, a group as session.*, or *"
            throw error
        }
        guard mayFollow(topic, client) else {
            var error = ControlError(.topic, "\(name) is not for the role \(client.role.rawValue)")
            error.field = field
            error.need = Self.directed.contains(topic) ? nil : max(topic.facts.role, .controller)
            throw error
        }
        return [topic]
    }

    mutating func unsubscribe(_ params: EventsUnsubscribe.Params, _ client: Client) throws(ControlError) -> JSONValue {
        guard let place = client.subscriptions.firstIndex(where: { $0.name == params.sub }) else {
            throw ControlError(
                WireFault(expected: "a subscription of this connection", problem: "is unknown").inside("sub"))
        }
        count(followersOf: client.subscriptions.remove(at: place), by: -1)
        return Nothing().wire
    }

    // MARK: Notifications for one client

    mutating func notify<T: Topic>(_ id: ConnectionID, _ data: T, session: String?) {
        guard let client = clients[id], let event = ControlEvent(data, session: session) else { return }
        let tail = EventLog.tail(of: event, seq: nil, now: now, wall: wall())
        enqueue(EventLog.line(event.topic, sub: nil, tail: tail), for: client)
    }

    /// Tells each subscription how far the daemon has counted and what it missed, when that is due.
    mutating func sendMarks(to client: Client) {
        let interval = Int64(settings.limits.markInterval) * 1_000
        for place in client.subscriptions.indices {
            let subscription = client.subscriptions[place]
            let dropped = subscription.dropped + client.output.dropped - subscription.droppedBefore
            let isDue = subscription.filtered > 0 && now - subscription.markedAt >= interval
            guard isDue || (dropped > 0 && client.output.isEmpty) else { continue }
            let mark = EventsMark(seq: Int(events.last), dropped: dropped, filtered: subscription.filtered)
            client.subscriptions[place].dropped = 0
            client.subscriptions[place].droppedBefore = client.output.dropped
            client.subscriptions[place].filtered = 0
            client.subscriptions[place].markedAt = now
            guard let event = ControlEvent(mark) else { continue }
            let tail = EventLog.tail(of: event, seq: nil, now: now, wall: wall())
            enqueue(EventLog.line(.eventsMark, sub: subscription.name, tail: tail), for: client)
        }
    }

    /// Tells how much was dropped for clients that read slowly, if anything was since this was last asked.
    package mutating func tellDropped() {
        var sum = (latest: 0, frames: 0)
        for client in clients.values {
            let dropped = client.output.takeUntold()
            sum = (sum.latest + dropped.latest, sum.frames + dropped.frames)
        }
        if sum != (0, 0) { actions.append(.tell(.dropped(latest: sum.latest, frames: sum.frames))) }
    }
}
