import DaemonBench
import ScriptedService
import TestBench

/// Measures the daemon and writes it down as Markdown.
struct DaemonReport {
    let program: String?
    let isQuick: Bool
    /// The part that is wanted alone.
    let only: String?
    /// How long memory is watched.
    let minutes: Int

    /// What is otherwise than usual, as `KEY=VALUE` of the configuration.
    let setting: String?

    private var rounds: Int { isQuick ? 3 : 10 }
    private var seconds: Int { isQuick ? 3 : 15 }

    /// Names of the parts, as `--only` takes them.
    static let parts = [
        "start", "idle", "listening", "speaking", "ways", "jitter", "interruptions", "breaks", "renewals", "outages",
        "refusals", "memory", "hand-off",
    ]

    func make() async throws -> String {
        let load = Machine.load
        var rows: [Row] = []
        if isWanted("start") { rows += try await starts() }
        rows += try await onOneStage()
        let lines = BrokenLines(plan: plan, rounds: rounds)
        if isWanted("renewals") { rows.append(try await lines.renewals()) }
        if isWanted("outages") { rows += try await lines.outages() }
        if isWanted("refusals") { rows += try await lines.refusals() }
        if isWanted("memory") { rows.append(try await memory()) }
        if isWanted("hand-off") { rows += BlockHandOff.rows(seconds: seconds) }
        return """
            \(Machine.description); load \(load) before, \(Machine.load) after. Virtual 48 kHz card of PulseAudio, \
            scripted service over wss on loopback, all on one clock.

            \(Row.head)
            \(rows.map(\.markdown).joined(separator: "\n"))
            """
    }

    private func isWanted(_ part: String) -> Bool {
        let isWanted = only.map { $0 == part } ?? true
        if isWanted { progress("measuring: " + part) }
        return isWanted
    }

    /// One session from idle to its last interruption.
    private func onOneStage() async throws -> [Row] {
        let parts: [(String, (Stage) async throws -> [Row])] = [
            ("listening", listening), ("speaking", speaking), ("ways", latencies),
            ("jitter", { try await LateDeltas(stage: $0, rounds: rounds).rows() }), ("interruptions", interruptions),
            ("breaks", reconnects),
        ]
        guard only.map({ name in name == "idle" || parts.contains { $0.0 == name } }) ?? true else { return [] }
        let stage = try Stage(plan)
        var rows = isWanted("idle") ? try await idle(stage) : []
        try await stage.start()
        try await stage.listen(milliseconds: 1_500)
        for (name, measure) in parts where isWanted(name) { rows += try await measure(stage) }
        return rows
    }

    private func memory() async throws -> Row {
        let stage = try Stage(plan)
        try await stage.start()
        return try await MemorySlope(stage: stage, seconds: minutes * 60).row()
    }

    private var plan: Stage.Plan {
        var plan = Stage.Plan()
        plan.program = program
        plan.settings = setting.map(Self.line) ?? ""
        return plan
    }

    /// A stage's settings stand in the table `audio`; other tables begin there.
    private static func line(of setting: String) -> String {
        guard let dot = setting.firstIndex(of: ".") else { return setting }
        let rest = setting[setting.index(after: dot)...]
        return setting.hasPrefix("audio.") ? String(rest) : "[\(setting[..<dot])]\n\(rest)"
    }

    private func starts() async throws -> [Row] {
        var ready: [Double] = []
        var audio: [Double] = []
        for _ in 0..<max(3, rounds / 2) {
            let stage = try Stage(plan)
            ready.append(Double(stage.daemon.ready - stage.daemon.started) / 1_000)
            try await stage.start()
            let first = stage.agent.lines.last?.arrivals.first?.instant ?? 0
            audio.append(Double(first - stage.sessionAsked) / 1_000)
        }
        return [
            Row(metric: "process start → control socket serves", unit: "ms", values: ready),
            Row(metric: "session.start → first sound at the service", unit: "ms", values: audio),
        ]
    }

    /// What has just started looks after itself more often for some seconds.
    private func idle(_ stage: Stage) async throws -> [Row] {
        try await Task.sleep(for: .seconds(8))
        let use = try await use(stage)
        return [
            Row(metric: "CPU, no session", unit: "%", values: [use.percent], digits: 2, note: "of one core"),
            Row(metric: "wake-ups, no session", unit: "/s", values: [use.wakeUps], note: "from 8 s after the start on"),
        ]
    }

    private func listening(_ stage: Stage) async throws -> [Row] {
        let before = stage.agent.lines.last?.arrivals.count ?? 0
        let began = ContinuousClock.now
        let use = try await use(stage)
        let took = began.duration(to: .now) / .seconds(1)
        let arrivals = stage.agent.lines.last?.arrivals.dropFirst(before) ?? []
        // A client's frame of this size has 8 bytes of its own.
        let bytes = arrivals.reduce(0) { $0 + $1.bytes + 8 }
        return [
            Row(metric: "CPU, listening", unit: "%", values: [use.percent], digits: 2, note: "of one core"),
            Row(metric: "wake-ups, listening", unit: "/s", values: [use.wakeUps]),
            Row(
                metric: "bytes on the wire, listening", unit: "/s", values: [Double(bytes) / took], digits: 0,
                note: "16 kHz, before TLS; samples alone as base64: 42,667"),
        ]
    }

    private func speaking(_ stage: Stage) async throws -> [Row] {
        try await stage.agent.give(ScriptedAnswer(1, samples: chorus(milliseconds: (seconds + 3) * 1_000)))
        try await stage.listen(milliseconds: 500)
        let use = try await use(stage)
        let memory = ProcessUse.proportionalMegabytes(of: stage.daemon.child.pid)
        try await stage.listen(milliseconds: 3_500)
        return [
            Row(metric: "CPU, speaking", unit: "%", values: [use.percent], digits: 2, note: "of one core"),
            Row(metric: "wake-ups, speaking", unit: "/s", values: [use.wakeUps]),
            Row(metric: "memory (PSS), speaking", unit: "MB", values: [memory]),
        ]
    }

    private func use(_ stage: Stage) async throws -> (percent: Double, wakeUps: Double) {
        let before = ProcessUse(of: stage.daemon.child.pid)
        try await Task.sleep(for: .seconds(seconds))
        let after = ProcessUse(of: stage.daemon.child.pid)
        return (after.percent(since: before), after.wakeUpsPerSecond(since: before))
    }

    private func latencies(_ stage: Stage) async throws -> [Row] {
        let latencies = Latencies(stage: stage, rounds: rounds)
        let up = try await latencies.microphoneToWire()
        let down = try await latencies.wireToSpeaker()
        return [
            Row(metric: "microphone → wire", unit: "ms", values: up, note: "each sample, echo and noise stages on"),
            Row(metric: "wire → loudspeaker", unit: "ms", values: down),
            Row(metric: "both ways together", unit: "ms", values: pairs(up, down), note: "any one of each"),
        ]
    }

    /// Sums of a value of the one and a value of the other, evenly spread.
    private func pairs(_ many: [Double], _ few: [Double]) -> [Double] {
        guard !few.isEmpty else { return [] }
        return many.enumerated().map { $1 + few[$0 % few.count] }
    }

    private func interruptions(_ stage: Stage) async throws -> [Row] {
        var spoken: [Interruption] = []
        var told: [Interruption] = []
        for round in 0..<rounds {
            let after = 500 + round * 173 % 700
            let words = try chorus(milliseconds: 8_000)
            let answer = ScriptedAnswer(200 + round, samples: words)
            if let stopped = try? await stage.interrupt(answer, after: after) {
                spoken.append(stopped)
            } else {
                // It talks on: out with the rest of it, and on to the next.
                try await stage.listen(milliseconds: 9_000)
            }
            told.append(try await stage.interruptByService(ScriptedAnswer(300 + round, samples: words), after: after))
        }
        return [
            Row(
                metric: "speech at the microphone → loudspeaker silent", unit: "ms",
                values: spoken.map(\.silentAfterMilliseconds), note: "no echo"),
            Row(
                metric: "interruptions that silenced the voice", unit: "%",
                values: [100 * Double(spoken.count) / Double(rounds)], digits: 0),
            Row(
                metric: "service's speech event → loudspeaker silent", unit: "ms",
                values: told.map(\.silentAfterMilliseconds)),
            Row(
                metric: "audio_end_ms − really played", unit: "ms", values: (spoken + told).map(\.errorMilliseconds),
                note: "played: found by its sound in what the loudspeaker gave out"),
            Row(
                metric: "the same without sign", unit: "ms",
                values: (spoken + told).map { abs($0.errorMilliseconds) }),
            Row(
                metric: "silence in the middle of an answer, until it was cut", unit: "ms",
                values: (spoken + told).map { max(0, $0.gapMilliseconds) }),
        ]
    }

    private func reconnects(_ stage: Stage) async throws -> [Row] {
        let (again, lost) = try await Latencies(stage: stage, rounds: rounds).reconnect()
        return [
            Row(metric: "line broken → sound at the service again", unit: "ms", values: again),
            Row(metric: "microphone lost meanwhile", unit: "ms", values: lost),
        ]
    }
}
