import DaemonBench
import TestBench

/// Evenings with the box in all rooms at once, on one sound server after the other, written down as Markdown.
struct HearingReport {
    let program: String?
    let kinds: [SoundServerKind]
    /// On each server: of the box talking alone, of interruptions, and of coughs, every second of which is a hum instead.
    let minutes: Double
    let interruptions: Int
    let coughs: Int
    let seed: UInt64
    /// Where recordings of what went wrong are put.
    let folder: String?

    /// `nil` when no server is called that.
    init?(_ option: (String) -> String?) {
        func number(_ name: String, or usual: Int) -> Int { option(name).flatMap { Int($0) } ?? usual }
        kinds =
            option("--server").map { name in SoundServerKind.allCases.filter { $0.rawValue == name } }
            ?? SoundServerKind.allCases
        guard !kinds.isEmpty else { return nil }
        program = option("--program")
        minutes = option("--minutes").flatMap { Double($0) } ?? 30
        interruptions = number("--interruptions", or: 200)
        coughs = number("--coughs", or: 100)
        seed = UInt64(number("--seed", or: 1))
        folder = option("--keep")
    }

    func make() async throws -> String {
        let load = Machine.load
        var columns: [(SoundServerKind, HearingTally)] = []
        for kind in kinds { columns.append((kind, try await tally(kind))) }
        let rows = Self.measures.map { name, value in
            "| \(name) | " + columns.map { value($0.1) }.joined(separator: " | ") + " |"
        }
        return """
            \(Machine.description); load \(load) before, \(Machine.load) after. The whole daemon between a scripted \
            service and three rooms (delays, reverberation, clocks that drift apart, noise), its loudspeaker at full \
            volume, cold start, turns by its own detector.

            | measure | \(columns.map(\.0.rawValue).joined(separator: " | ")) |
            |\(String(repeating: "---|", count: columns.count + 1))
            \(rows.joined(separator: "\n"))
            """
    }

    private func tally(_ kind: SoundServerKind) async throws -> HearingTally {
        try await withThrowingTaskGroup(of: HearingTally.self) { group in
            for (number, room) in TrialRoom.allCases.enumerated() {
                group.addTask { try await trial(kind, room, number) }
            }
            return try await group.reduce(HearingTally(), +)
        }
    }

    @concurrent private func trial(
        _ kind: SoundServerKind, _ room: TrialRoom, _ number: Int
    ) async throws
        -> HearingTally
    {
        let rooms = TrialRoom.allCases.count
        func share(_ all: Int) -> Int { all / rooms + (number < all % rooms ? 1 : 0) }
        var trial = try HearingTrial(kind, room, seed: seed * 100 + UInt64(number), program: program, keepingIn: folder)
        try await trial.begin()
        if minutes > 0 { try await trial.talkAlone(seconds: Int(minutes * 60) / rooms) }
        progress("\(kind.rawValue) \(room.rawValue): alone \(trial.tally)")
        let coughs = share(coughs)
        try await trial.clearThroats(coughs: coughs - coughs / 2, hums: coughs / 2)
        progress("\(kind.rawValue) \(room.rawValue): coughs \(trial.tally)")
        var (left, tries) = (share(interruptions), 2 * share(interruptions))
        while left > 0, tries > 0 {
            tries -= 1
            if try await trial.interrupt() { left -= 1 }
        }
        progress("\(kind.rawValue) \(room.rawValue): \(trial.tally)")
        return trial.tally
    }

    private static let measures: [(String, @Sendable (HearingTally) -> String)] = [
        ("the box talking alone", { "\(($0.secondsAlone / 6).rounded() / 10) min" }),
        ("answers it cut itself (goal 0)", { "\($0.selfInterruptions)" }),
        ("turns that nobody took (goal 0)", { "\($0.phantomTurns)" }),
        ("answers that paused for a moment", { "\($0.pausesAlone)" }),
        ("interruptions", { "\($0.spoken.count)" }),
        (
            "loudspeaker silent within 300 ms (goal ≥ 95 %)",
            { tally in percent(tally.spoken.count(where: \.isPrompt), of: tally.spoken.count) }
        ),
        (
            "the same, at all",
            { tally in percent(tally.spoken.count { $0.silentAfterMilliseconds != nil }, of: tally.spoken.count) }
        ),
        (
            "speech at the microphone → loudspeaker silent, median and 95 %",
            { tally in
                let delays = tally.spoken.map { $0.silentAfterMilliseconds ?? .infinity }
                return [0.5, 0.95].map { percentile($0, of: delays).map(milliseconds) ?? "–" }.joined(separator: ", ")
            }
        ),
        (
            "first syllable at the service (goal ≥ 95 %)",
            { tally in percent(tally.spoken.count(where: \.isWhole), of: tally.spoken.count) }
        ),
        ("left out: the machine lost sound meanwhile", { "\($0.shaken); \($0.cutsWhileShaken) answers cut in that" }),
        ("coughs that stopped the answer (goal ≤ 5 %)", { "\($0.coughsThatStopped) of \($0.coughs)" }),
        ("\"mm-hm\" that stopped the answer (goal ≤ 5 %)", { "\($0.humsThatStopped) of \($0.hums)" }),
    ]

    private static func percent(_ part: Int, of all: Int) -> String {
        all == 0 ? "–" : "\((1_000 * Double(part) / Double(all)).rounded() / 10) %"
    }

    private static func milliseconds(_ value: Double) -> String { value.isFinite ? "\(Int(value)) ms" : "never" }
}
