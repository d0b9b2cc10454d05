/// Ends a conversation in which nobody speaks. Only confirmed speech of either side counts, never noise.
struct IdleWatch: Equatable, Sendable {
    private var settings: IdleSettings
    private var lastActivity: Duration
    private var isRunning = false

    init(_ settings: IdleSettings, at now: Duration) {
        self.settings = settings
        lastActivity = now
    }

    enum Step: Equatable, Sendable {
        case set(idle: Duration, warning: Duration?)
        case clear
    }

    /// `isBusy`: somebody speaks, or an answer is on its way.
    mutating func observe(isBusy: Bool, at now: Duration) -> Step? {
        guard settings.timeout != nil else { return nil }
        if isBusy {
            lastActivity = now
            guard isRunning else { return nil }
            isRunning = false
            return .clear
        }
        return isRunning ? nil : start()
    }

    mutating func touch(at now: Duration) -> Step? {
        lastActivity = now
        return isRunning ? start() : nil
    }

    /// Other settings. A shorter time ends nothing without its warning.
    mutating func take(_ new: IdleSettings, at now: Duration) -> Step? {
        let wasOff = settings.timeout == nil
        settings = new
        guard let timeout = new.timeout else {
            defer { isRunning = false }
            return isRunning ? .clear : nil
        }
        lastActivity = wasOff ? now : max(lastActivity, now - timeout + min(new.warning, timeout))
        return isRunning ? start() : nil
    }

    /// Whether it is time to end. Someone in mid-sentence is let finish, but noise cannot hold the line for ever.
    mutating func timeIsUp(isPersonSpeaking: Bool, at now: Duration) -> Verdict {
        guard isRunning, let timeout = settings.timeout else { return .nothing }
        let overdue = now - lastActivity - timeout
        guard overdue >= .zero else { return .nothing }
        return isPersonSpeaking && overdue < timeout ? .askAgain(at: now + .seconds(1)) : .end
    }

    enum Verdict: Equatable, Sendable {
        case nothing, end
        case askAgain(at: Duration)
    }

    private mutating func start() -> Step? {
        guard let timeout = settings.timeout else { return nil }
        isRunning = true
        let end = lastActivity + timeout
        let warning = timeout > settings.warning ? end - settings.warning : nil
        return .set(idle: end, warning: warning)
    }
}
