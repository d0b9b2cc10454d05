/// Keeps one conversation on a line: which endpoint serves it, when another connection is made, and when it takes over.
///
/// ```
/// attempt ──ready──► standby ──quiet, or no time left──► serving ──► lingering ──► closed
///    │                                                      │
///    └── failed: wait, next endpoint, or give up            └── lost: attempt at once
/// ```
struct ContinuityMachine: Equatable, Sendable {
    private var settings: ContinuitySettings
    private var endpoints: [Endpoint]
    private(set) var serving: Serving?
    private(set) var attempt: Attempt?
    private(set) var lingering: [ConnectionNumber] = []
    private var backoff: Backoff
    private var lastNumber = 0
    /// Endpoints that will not work soon, and when they may be tried again.
    private var givenUp: [Int: Duration] = [:]
    private var currentEndpoint = 0
    private var lastServing = 0
    /// Endpoints tried since the line went down.
    private var tried: Set<Int> = []
    private var numbers: [ConnectionNumber: Int] = [:]
    private var isHardDeadline = false
    private var lastClosure = ServiceClosure(.network)
    private var returnWait: Duration
    private var servingSince = Duration.zero
    private var downSince = Duration.zero
    /// Since when it is waited for the next endpoint's turn, and for the outage to end.
    private var fallbackSince = Duration.zero
    private var outageSince = Duration.zero
    /// A session's time runs from here.
    private var lifetimeSince = Duration.zero
    private var pause: Pause?
    /// Connections in a row that died soon after they began to serve.
    private var quickLosses = 0

    /// Until the next attempt.
    private struct Pause: Equatable, Sendable {
        var end: Duration
        /// What the service asked for.
        var earliestEnd: Duration
    }

    struct Serving: Equatable, Sendable {
        var number: ConnectionNumber
        var endpoint: Int
        var session: ServiceSession
    }

    struct Attempt: Equatable, Sendable {
        var number: ConnectionNumber
        var endpoint: Int
        /// Ready, and waiting for a quiet moment to take over.
        var session: ServiceSession?
        /// Since when: a session's time runs while it waits.
        var readySince = Duration.zero
    }

    enum Step: Equatable, Sendable {
        case open(ConnectionNumber, EndpointName)
        case close(ConnectionNumber)
        case setTimer(ConversationTimer, at: Duration)
        case cancelTimer(ConversationTimer)
        case link(LinkState)
        /// From now on this connection serves. `from` is the one before, if it still lives.
        case serve(ConnectionNumber, from: ConnectionNumber?, isFallback: Bool)
        case lost(ConnectionNumber)
        case gone(ConnectionNumber)
        case noService(ServiceClosure)
        /// The outage has lasted so long that the microphone may rest.
        case rest
    }

    /// An endpoint that refused us is left alone for this long.
    static let pardon = Duration.seconds(600)
    /// A connection that lived this long was a good one.
    static let proof = Duration.seconds(5)
    /// A network that is away for no longer than this is asked again and again without growing waits: no service is
    /// bothered by it, and a person in mid-sentence waits.
    static let shortCut = Duration.seconds(6)

    init(_ settings: ContinuitySettings, endpoints: [Endpoint]) {
        self.settings = settings
        self.endpoints = endpoints
        backoff = Backoff(first: settings.firstWait, longest: settings.longestWait, seed: settings.seed)
        returnWait = settings.returnAfter
    }

    var servingEndpoint: Endpoint? { serving.map { endpoints[$0.endpoint] } }
    var isRenewing: Bool { serving != nil && attempt != nil }
    func isAlive(_ number: ConnectionNumber) -> Bool { serving?.number == number || lingering.contains(number) }
    func endpoint(of number: ConnectionNumber) -> Endpoint? { numbers[number].map { endpoints[$0] } }

    // MARK: Beginning

    mutating func begin(at now: Duration) -> [Step] {
        guard !endpoints.isEmpty else {
            return [.noService(ServiceClosure(.unusable, reason: "no endpoint configured"))]
        }
        return [armFallback(at: now)] + armOutage(at: now) + start(0, at: now)
    }

    private mutating func start(_ endpoint: Int, at now: Duration) -> [Step] {
        lastNumber += 1
        let number = ConnectionNumber(lastNumber)
        pause = nil
        attempt = Attempt(number: number, endpoint: endpoint)
        numbers[number] = endpoint
        if serving == nil {
            currentEndpoint = endpoint
            tried.insert(endpoint)
        }
        let name = endpoints[endpoint].name
        return [
            .cancelTimer(.retry), .link(serving == nil ? .connecting(name) : .renewing(name)), .open(number, name),
            .setTimer(.connect(number), at: now + settings.connectTimeout),
        ]
    }

    // MARK: What connections tell

    mutating func ready(
        _ number: ConnectionNumber, _ session: ServiceSession, isQuiet: Bool, at now: Duration
    ) -> [Step] {
        guard attempt?.number == number, attempt?.session == nil else { return [] }
        attempt?.session = session
        attempt?.readySince = now
        return [.cancelTimer(.connect(number))] + takeOver(isQuiet: isQuiet, at: now)
    }

    /// Lets a waiting connection take over if this is the moment.
    mutating func takeOver(isQuiet: Bool, at now: Duration) -> [Step] {
        guard let next = attempt, let session = next.session, serving == nil || isQuiet || isHardDeadline else {
            return []
        }
        let old = serving?.number
        let isFallback = next.endpoint > 0 && next.endpoint != lastServing
        serving = Serving(number: next.number, endpoint: next.endpoint, session: session)
        lastServing = next.endpoint
        attempt = nil
        tried = []
        isHardDeadline = false
        servingSince = now
        lifetimeSince = next.readySince
        var steps: [Step] = [.cancelTimer(.fallback), .cancelTimer(.retry), .cancelTimer(.outage)]
        if let old {
            lingering.append(old)
            steps.append(.setTimer(.linger(old), at: now + settings.linger))
        }
        steps += [.link(.up(endpoints[next.endpoint].name)), .serve(next.number, from: old, isFallback: isFallback)]
        return steps + lifetimeTimers(session) + returnTimer(at: now)
    }

    mutating func closed(_ number: ConnectionNumber, _ closure: ServiceClosure, at now: Duration) -> [Step] {
        defer { numbers[number] = nil }
        if let index = lingering.firstIndex(of: number) {
            lingering.remove(at: index)
            return [.cancelTimer(.linger(number)), .gone(number)]
        }
        lastClosure = closure
        if serving?.number == number { return lost(number, closure, at: now) }
        guard let failed = attempt, failed.number == number else { return [] }
        attempt = nil
        return [.cancelTimer(.connect(number))] + failedAttempt(at: failed.endpoint, closure, now: now)
    }

    private mutating func lost(_ number: ConnectionNumber, _ closure: ServiceClosure, at now: Duration) -> [Step] {
        let endpoint = serving?.endpoint ?? 0
        serving = nil
        downSince = now
        var steps: [Step] = [.cancelTimer(.renewal), .cancelTimer(.hardRenewal), .lost(number)]
        if attempt?.session != nil { return steps + takeOver(isQuiet: true, at: now) }
        steps.append(armFallback(at: now))
        steps += armOutage(at: now)
        currentEndpoint = endpoint
        tried.insert(endpoint)
        noteLifetime(at: now)
        if attempt?.endpoint == endpoint { return steps }
        // A way back to the preferred endpoint may be long. What is needed now is what worked a moment ago.
        steps += abandonAttempt()
        // What worked a moment ago may work again, whatever the service thought of our last words.
        if closure.cause == .denied || closure.cause == .untrusted {
            return steps + failedAttempt(at: endpoint, closure, now: now)
        }
        if closure.retryAfter == nil, quickLosses <= 1 { return steps + start(endpoint, at: now) }
        return steps + wait(backoff.next(atLeast: closure.retryAfter), closure, at: now)
    }

    /// One that dies at once, again and again, is not taken up without a pause.
    private mutating func noteLifetime(at now: Duration) {
        if now - servingSince < Self.proof {
            quickLosses += 1
        } else {
            quickLosses = 0
            backoff.reset()
        }
    }

    private mutating func failedAttempt(at endpoint: Int, _ closure: ServiceClosure, now: Duration) -> [Step] {
        if !closure.cause.isTransient { givenUp[endpoint] = now + Self.pardon }
        guard serving == nil else { return tryAgainLater(closure, at: now) }
        if closure.cause == .clock { return wait(settings.clockWait, closure, at: now) }
        if settings.onOutage == .end, closure.cause.isTransient, areAllTried(at: now) { return [.noService(closure)] }
        if closure.cause == .network, closure.retryAfter == nil, quickLosses <= 1, now - downSince < Self.shortCut {
            return wait(backoff.again(), closure, at: now)
        }
        if closure.cause.isTransient { return wait(backoff.next(atLeast: closure.retryAfter), closure, at: now) }
        let told = Step.link(.givenUp(endpoints[endpoint].name, closure))
        guard let next = usable(after: endpoint, at: now) else { return [told, .noService(closure)] }
        return [told, armFallback(at: now)] + start(next, at: now)
    }

    private mutating func wait(_ time: Duration, _ closure: ServiceClosure, at now: Duration) -> [Step] {
        pause = Pause(end: now + time, earliestEnd: now + (closure.retryAfter ?? .zero))
        return [.link(.waiting(retryIn: time, closure)), .setTimer(.retry, at: now + time)]
    }

    /// The present connection goes on serving meanwhile.
    private mutating func tryAgainLater(_ closure: ServiceClosure, at now: Duration) -> [Step] {
        guard let serving else { return [] }
        if serving.endpoint > preferredNow(at: now) {
            returnWait = min(returnWait * 2, Self.pardon)
            return [.link(.up(endpoints[serving.endpoint].name))] + returnTimer(at: now)
        }
        let wait = backoff.next(atLeast: closure.retryAfter)
        return [.link(.up(endpoints[serving.endpoint].name)), .setTimer(.renewal, at: now + wait)]
    }

    // MARK: Timers

    mutating func connectTimedOut(_ number: ConnectionNumber, at now: Duration) -> [Step] {
        guard attempt?.number == number, attempt?.session == nil else { return [] }
        return [.close(number)] + closed(number, ServiceClosure(.network, reason: "no answer in time"), at: now)
    }

    mutating func retry(at now: Duration) -> [Step] {
        guard serving == nil, attempt == nil else { return [] }
        let next =
            areAllTried(at: now) ? usable(after: currentEndpoint, at: now) : usable(from: currentEndpoint, at: now)
        return start(next ?? currentEndpoint, at: now)
    }

    /// The line has been down long enough for another endpoint to have a go.
    mutating func fallBack(at now: Duration) -> [Step] {
        guard serving == nil else { return [] }
        // When all have been tried, the waits between attempts grow, and every attempt is the next one's turn.
        guard let next = usable(after: currentEndpoint, at: now), !tried.contains(next) else { return [] }
        return [armFallback(at: now)] + abandonAttempt() + start(next, at: now)
    }

    private mutating func abandonAttempt() -> [Step] {
        guard let attempt else { return [] }
        self.attempt = nil
        numbers[attempt.number] = nil
        return [.cancelTimer(.connect(attempt.number)), .close(attempt.number)]
    }

    /// No endpoint could be reached for as long as that is borne.
    mutating func outageLasted() -> [Step] {
        guard serving == nil else { return [] }
        switch settings.onOutage {
        case .pause: return [.rest]
        case .retry, .end: return [.noService(lastClosure)]
        }
    }

    mutating func renew(at now: Duration) -> [Step] {
        guard let serving, attempt == nil else { return [] }
        return start(serving.endpoint, at: now)
    }

    /// Quiet or not, it must happen now.
    mutating func renewAtOnce(at now: Duration) -> [Step] {
        guard serving != nil else { return [] }
        isHardDeadline = true
        return attempt?.session == nil ? renew(at: now) : takeOver(isQuiet: true, at: now)
    }

    mutating func returnToPreferred(at now: Duration) -> [Step] {
        guard let serving, attempt == nil, serving.endpoint > 0 else { return [] }
        let goal = preferredNow(at: now)
        return goal < serving.endpoint ? start(goal, at: now) : returnTimer(at: now)
    }

    mutating func lingeredLongEnough(_ number: ConnectionNumber) -> [Step] {
        guard let index = lingering.firstIndex(of: number) else { return [] }
        lingering.remove(at: index)
        numbers[number] = nil
        return [.close(number), .gone(number)]
    }

    // MARK: Orders

    mutating func retryNow(at now: Duration) -> [Step] {
        givenUp = [:]
        backoff.reset()
        if serving == nil { return attempt == nil ? start(0, at: now) : [] }
        return returnToPreferred(at: now)
    }

    /// The admin changed the settings. What is waited for keeps its beginning and gets a new end.
    mutating func take(
        _ new: ContinuitySettings, prices: [EndpointName: PriceList], at now: Duration
    ) -> [Step] {
        for index in endpoints.indices { endpoints[index].prices = prices[endpoints[index].name] }
        let old = settings
        guard new != old else { return [] }
        settings = new
        backoff.take(first: new.firstWait, longest: new.longestWait)
        var steps: [Step] = []
        if new.returnAfter != old.returnAfter {
            returnWait = new.returnAfter
            if serving != nil { steps += returnTimer(at: now) }
        }
        if let serving, new.renewalLead != old.renewalLead { steps += lifetimeTimers(serving.session) }
        return serving == nil ? steps + waitAnew(old, at: now) : steps
    }

    private mutating func waitAnew(_ old: ContinuitySettings, at now: Duration) -> [Step] {
        var steps: [Step] = []
        if settings.fallbackAfter != old.fallbackAfter {
            steps.append(.setTimer(.fallback, at: fallbackSince + settings.fallbackAfter))
        }
        if settings.longestOutage != old.longestOutage {
            let end = settings.longestOutage.map { Step.setTimer(.outage, at: outageSince + $0) }
            steps.append(end ?? .cancelTimer(.outage))
        }
        if attempt == nil, let pause {
            let end = max(pause.earliestEnd, min(pause.end, now + settings.longestWait))
            if end < pause.end {
                self.pause?.end = end
                steps += [.link(.waiting(retryIn: end - now, lastClosure)), .setTimer(.retry, at: end)]
            }
        }
        return steps
    }

    mutating func end() -> [Step] {
        let open = [serving?.number, attempt?.number].compactMap { $0 } + lingering
        serving = nil
        attempt = nil
        lingering = []
        return open.map(Step.close)
    }

    // MARK: Inside

    private mutating func armFallback(at now: Duration) -> Step {
        fallbackSince = now
        return .setTimer(.fallback, at: now + settings.fallbackAfter)
    }

    private mutating func armOutage(at now: Duration) -> [Step] {
        outageSince = now
        return settings.longestOutage.map { [.setTimer(.outage, at: now + $0)] } ?? []
    }

    private func areAllTried(at now: Duration) -> Bool {
        endpoints.indices.allSatisfy { tried.contains($0) || !isUsable($0, at: now) }
    }

    private func lifetimeTimers(_ session: ServiceSession) -> [Step] {
        guard let lifetime = session.lifetime else { return [.cancelTimer(.renewal), .cancelTimer(.hardRenewal)] }
        // Short-lived sessions are renewed in the same proportion.
        let lead = min(settings.renewalLead, lifetime / 2)
        let hard = min(settings.hardLead, lifetime / 4)
        return [
            .setTimer(.renewal, at: lifetimeSince + lifetime - lead),
            .setTimer(.hardRenewal, at: lifetimeSince + lifetime - hard),
        ]
    }

    private mutating func returnTimer(at now: Duration) -> [Step] {
        guard let serving, serving.endpoint > 0 else {
            returnWait = settings.returnAfter
            return [.cancelTimer(.returnToPreferred)]
        }
        return [.setTimer(.returnToPreferred, at: now + returnWait)]
    }

    private func isUsable(_ endpoint: Int, at now: Duration) -> Bool { (givenUp[endpoint] ?? .zero) <= now }

    private func preferredNow(at now: Duration) -> Int { usable(from: 0, at: now) ?? 0 }

    /// The next in the ring of endpoints, which may be the same again.
    private func usable(after endpoint: Int, at now: Duration) -> Int? {
        usable(from: (endpoint + 1) % endpoints.count, at: now)
    }

    private func usable(from endpoint: Int, at now: Duration) -> Int? {
        (0..<endpoints.count).map { (endpoint + $0) % endpoints.count }.first { isUsable($0, at: now) }
    }
}
