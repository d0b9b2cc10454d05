import Sound

/// When a sample of the microphone was taken, on the conversation's clock.
///
/// Blocks reach us some time after they were taken, and never before: the least lag seen is the path itself, all beyond
/// it is waiting. It leaks upwards slowly, so that drift between the clocks and a longer path are followed.
struct SampleClock {
    /// How fast an outdated minimum is forgotten, in microseconds for each second.
    private static let leak = 300

    private var offset: Duration?
    private var updated = Duration.zero
    /// What lies between the air and us besides waiting: the sound server's own delay.
    var deviceLatency = Duration.zero

    /// A block whose end is `end` was received at `now`.
    mutating func receive(end: SampleTime, rate: StreamRate, at now: Duration) {
        let seen = now - Self.time(end, rate)
        guard let known = offset else {
            (offset, updated) = (seen, now)
            return
        }
        let leaked = known + .microseconds((now - updated).microsecondsWhole * Int64(Self.leak) / 1_000_000)
        // A step back of more than a second is a new stream, not a faster path.
        offset = seen < leaked || seen > leaked + .seconds(1) ? seen : leaked
        updated = now
    }

    /// When sample `time` was at the microphone.
    func instant(of time: SampleTime, rate: StreamRate) -> Duration {
        (offset ?? .zero) + Self.time(time, rate) - deviceLatency
    }

    private static func time(_ time: SampleTime, _ rate: StreamRate) -> Duration {
        let (seconds, rest) = time.samples.quotientAndRemainder(dividingBy: Int64(rate.hertz))
        return .seconds(seconds) + .nanoseconds(rest * 1_000_000_000 / Int64(rate.hertz))
    }
}

extension Duration {
    var microsecondsWhole: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
