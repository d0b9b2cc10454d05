/// Everything the daemon counts: a fixed list with fixed labels, made at the start. Label values never come from
/// outside.
package final class Counters: Sendable {
    package let version: String
    package let startedWall = BootTime.wallClock()

    package let sessions: Family<Counter>
    package let sessionSeconds = Family([]) { Histogram(upTo: Histogram.sessionBounds) }
    package let sessionActive = Family([]) { Gauge() }
    package let turnLatency = Family([Counters.turnSegments]) { Histogram(upTo: Histogram.turnBounds) }

    package let audioFrames = Family([Counters.audioDirection]) { Counter() }
    package let audioLost = Family([Counters.audioDirection]) { TimeCounter() }
    package let audioXruns = Family([Counters.audioDirection]) { Counter() }
    package let audioStalls = Family([]) { Counter() }
    package let audioReconnects = Family([LabelSet("cause", ["lost", "stalled", "device"])]) { Counter() }

    package let dspBlock = Family([]) { Histogram(upTo: Histogram.blockBounds) }
    package let echoReturnLoss = Family([]) { Gauge() }
    package let echoDelay = Family([]) { Gauge() }
    package let echoDrift = Family([]) { Gauge() }
    package let echoConfidence = Family([]) { Gauge() }
    package let doubleTalk = Family([]) { Gauge() }
    package let speech = Family([]) { TimeCounter() }
    package let bargeIns = Family([LabelSet("result", ["confirmed", "resumed"])]) { Counter() }

    package let linkUp = Family([]) { Gauge() }
    package let linkConnects = Family([
        LabelSet("result", ["ok", "network", "tls", "clock", "auth", "quota", "server", "protocol"])
    ]) { Counter() }
    package let linkRoundTrip = Family([]) { Gauge() }
    package let linkBytes = Family([LabelSet("dir", ["up", "down"])]) { Counter() }
    package let serviceErrors = Family([
        LabelSet("code", ["auth", "quota", "server", "protocol", "rejected", "expired"])
    ]) { Counter() }
    package let serviceTokens = Family([
        LabelSet("kind", ["input_text", "input_audio", "input_cached", "output_text", "output_audio"])
    ]) { Counter() }
    /// Millionths of the currency unit, so that adding stays one atomic operation.
    package let costMicros: Family<Counter>

    package let controlConnections = Family([LabelSet("role", ["observer", "controller", "admin"])]) { Gauge() }
    package let controlRequests: Family<Counter>
    package let controlDropped = Family([LabelSet("class", ["must", "latest", "drop"])]) { Counter() }
    package let controlSlowDisconnects = Family([]) { Counter() }
    package let toolCalls = Family([
        LabelSet("result", ["ok", "failed", "timeout", "gone", "cancelled", "invalid"])
    ]) { Counter() }

    package let configReloads = Family([LabelSet("result", ["ok", "unchanged", "rejected"])]) { Counter() }
    package let watchdogWithheld = Family([Counters.loops]) { Counter() }
    package let loopAge = Family([Counters.loops]) { Gauge() }
    package let logDropped = Family([]) { Gauge() }

    /// - Parameters:
    ///   - methods: names of the control socket's methods.
    ///   - profiles: names of the configuration's profiles.
    ///   - currencies: those of the price table.
    package init(version: String, methods: [String] = [], profiles: [String] = [], currencies: [String] = []) {
        self.version = version
        sessions = Family([
            LabelSet("profile", profiles),
            LabelSet(
                "end", ["stopped", "owner_gone", "idle", "budget", "max_duration", "preempted", "error", "shutdown"]),
        ]) { Counter() }
        costMicros = Family([LabelSet("currency", currencies)]) { Counter() }
        controlRequests = Family([
            LabelSet("method", methods), LabelSet("result", ["ok", "refused", "error"]),
        ]) { Counter() }
    }

    /// Adds a finished turn to the latency histograms.
    package func observe(_ turn: TurnTiming) {
        for segment in TurnTiming.Segment.allCases {
            if let duration = turn[segment] { turnLatency[segment.rawValue].observe(duration) }
        }
        if let total = turn.total { turnLatency["total"].observe(total) }
    }
}

extension Counters {
    private static let audioDirection = LabelSet("dir", ["capture", "playback"])
    private static let turnSegments = LabelSet("segment", TurnTiming.Segment.allCases.map(\.rawValue) + ["total"])
    private static let loops = LabelSet("loop", WatchedLoop.allCases.map(\.rawValue))
}
