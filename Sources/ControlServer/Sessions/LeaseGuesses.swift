/// Pauses a user who shows wrong leases.
struct LeaseGuesses {
    private var wrong = 0
    private var pausedUntil: Int64 = 0

    /// Milliseconds left of a pause. `now` is in microseconds.
    func pause(now: Int64) -> Int? {
        now < pausedUntil ? Int((pausedUntil - now + 999) / 1_000) : nil
    }

    mutating func wasWrong(limits: ControlLimits, now: Int64) {
        wrong += 1
        guard wrong >= limits.wrongLeases else { return }
        wrong = 0
        pausedUntil = now + Int64(limits.wrongLeasePause) * 1_000
    }

    mutating func wasRight() { wrong = 0 }
}
