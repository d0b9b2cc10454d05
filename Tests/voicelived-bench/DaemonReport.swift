import DaemonBench
import ScriptedService
import TestBench

/// Measures the daemon and writes it down as Markdown.
struct DaemonReport {
    let program: String?
    let isQuick: Bool

    private var rounds: Int { isQuick ? 3 : 10 }
    private var seconds: Int { isQuick ? 3 : 15 }

    func make() async throws -> String {
        let load = Machine.load
        var rows = try await starts()
        let stage = try Stage(plan)
        rows += try await idle(stage)
        try await stage.start()
        try await stage.listen(milliseconds: 1_500)
        rows += try await listening(stage)
        rows += try await speaking(stage)
        rows += try await latencies(stage)
        rows += try await interruptions(stage)
        rows += try await reconnects(stage)
        say("blocks from thread to thread")
        rows += BlockHandOff.rows(seconds: seconds)
        return """
            \(Machine.description); load \(load) before, \(Machine.load) after. Virtual 48 kHz card of PulseAudio, \
            scripted service over wss on loopback, all on one clock.

            \(Row.head)
            \(rows.map(\.markdown).joined(separator: "\n"))
            """
    }

    private var plan: Stage.Plan {
        var plan = Stage.Plan()
        plan.program = program
        return plan
    }

    private func say(_ what: String) { progress("measuring: " + what) }

    private func starts() async throws -> [Row] {
        say("start")
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

    private func idle(_ stage: Stage) async throws -> [Row] {
        say("idle")
        let use = try await use(stage)
        return [
            Row(metric: "CPU, no session", unit: "%", values: [use.percent], digits: 2, note: "of one core"),
            Row(metric: "wake-ups, no session", unit: "/s", values: [use.wakeUps]),
        ]
    }

    private func listening(_ stage: Stage) async throws -> [Row] {
        say("listening")
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
        say("speaking")
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
        say("ways of sound")
        let latencies = Latencies(stage: stage, rounds: rounds)
        let up = try await latencies.microphoneToWire()
        let down = try await latencies.wireToSpeaker()
        return [
            Row(metric: "microphone → wire", unit: "ms", values: up, note: "each sample, echo and noise stages on"),
            Row(metric: "wire → loudspeaker", unit: "ms", values: down),
        ]
    }

    private func interruptions(_ stage: Stage) async throws -> [Row] {
        say("interruptions")
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
                metric: "audio_end_ms − really played", unit: "ms", values: (spoken + told).map(\.errorMilliseconds)),
            Row(
                metric: "the same without sign", unit: "ms",
                values: (spoken + told).map { abs($0.errorMilliseconds) }),
        ]
    }

    private func reconnects(_ stage: Stage) async throws -> [Row] {
        say("broken lines")
        let (again, lost) = try await Latencies(stage: stage, rounds: rounds).reconnect()
        return [
            Row(metric: "line broken → sound at the service again", unit: "ms", values: again),
            Row(metric: "microphone lost meanwhile", unit: "ms", values: lost),
        ]
    }
}
