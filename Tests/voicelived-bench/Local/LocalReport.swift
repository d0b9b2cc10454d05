import DaemonBench
import LocalVoice
import TestBench

/// Measures the service on the box and writes it down as Markdown.
struct LocalReport {
    let program: String?
    /// Sentences and voices for finding settings, instead of those that nobody has looked at.
    /// The only room to measure, by the first letters of its name.
    let room: String?
    let isTuning: Bool
    let rejection: Double

    init(_ arguments: [String]) {
        func value(_ name: String) -> String? {
            let place = arguments.firstIndex(of: name).map { $0 + 1 } ?? arguments.count
            return place < arguments.count ? arguments[place] : nil
        }
        program = value("--program")
        room = value("--room")
        isTuning = arguments.contains("--tuning")
        rejection = value("--rejection").flatMap(Double.init) ?? 0
    }

    /// Voices that no setting was found with.
    private static let blind = [
        TestVoice.ked, TestVoice.hts, TestVoice.receivedPronunciation, TestVoice.alicia,
    ]
    private static let tuning = TestVoice.all.filter { $0 != .german } + [TestVoice.kal] + TestVoice.variants

    private static func casting(_ isTuning: Bool) -> LocalAccuracy.Casting {
        isTuning
            ? { texts in tuning.flatMap { voice in texts.map { ($0, voice) } } }
            : { texts in texts.enumerated().map { ($1, blind[$0 % blind.count]) } }
    }

    func make() async throws -> String {
        let load = Machine.load
        let accuracy = try LocalAccuracy(rejection: rejection)
        let commands = (isTuning ? SpokenList.tuningCommands : .blindCommands).sentences
        let others = (isTuning ? SpokenList.tuningOthers : .blindOthers).sentences
        var lines: [String] = []
        var worked = (processor: 0.0, seconds: 0.0)
        for noise in LocalAccuracy.Noise.allCases where isWanted(noise) {
            progress("measuring: accuracy, \(noise.rawValue)")
            let outcome = try accuracy.run(
                commands: commands, others: others, casting: Self.casting(isTuning), noise: noise)
            lines.append(Self.row(noise, outcome))
            worked = (worked.processor + outcome.worked, worked.seconds + outcome.seconds)
            for text in outcome.missed { progress("  missed: " + text) }
            for text in outcome.accepted { progress("  accepted: " + text) }
        }
        progress("measuring: turns")
        let service = try LocalService(program: program)
        let times = try await LocalTurns(service: service, rounds: 20).run()
        let memory = ProcessUse.proportionalMegabytes(of: service.child.pid)
        let rows = [
            Row(
                metric: "end of speech → first sound", unit: "ms", values: times,
                note: "most of it is the pause that ends a turn"),
            Row(metric: "memory (PSS), one session", unit: "MB", values: [memory]),
            Row(
                metric: "ear and recogniser, of real time", unit: "", values: [worked.processor / worked.seconds],
                digits: 3, note: "one core"),
        ]
        let voices =
            isTuning
            ? "each of \(Self.tuning.count) synthetic voices" : "one of \(Self.blind.count) synthetic voices in turn"
        return """
            \(Machine.description); load \(load) before, \(Machine.load) after. \(commands.count) commands and \
            \(others.count) other sentences, each by \(voices), through turn detection.

            | room | commands exact | word errors | others taken for commands |
            |---|---|---|---|
            \(lines.joined(separator: "\n"))

            \(Row.head)
            \(rows.map(\.markdown).joined(separator: "\n"))
            """
    }

    private func isWanted(_ noise: LocalAccuracy.Noise) -> Bool { noise.rawValue.hasPrefix(room ?? "") }

    private static func row(_ noise: LocalAccuracy.Noise, _ outcome: LocalAccuracy.Outcome) -> String {
        let errors = (outcome.words.percent * 10).rounded() / 10
        return "| \(noise.rawValue) | \(outcome.exact) of \(outcome.commands) | \(errors) % "
            + "| \(outcome.accepted.count) of \(outcome.others) |"
    }
}
