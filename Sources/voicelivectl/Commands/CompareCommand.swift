import Configuration
import ControlProtocol
import Glibc
import Recording

extension CommandTable {
    static let dspCompare = Command(
        name: "dsp compare", arguments: "RECORDING RECORDING… [--plot PNG]",
        about: "Measures recordings side by side: names of the daemon's, or paths of WAV files.", values: ["plot"]
    ) { (session) throws(Failure) in
        guard (1...6).contains(session.arguments.words.count) else {
            throw .usage("dsp compare needs one to six recordings")
        }
        let runs = try session.arguments.words.map { word throws(Failure) in try ComparedRun(word) }
        if let path = session.arguments["plot"] {
            guard let picture = LevelPlot.png(runs.map(\.panel)) else { throw .noMemory }
            try writeWhole([(path, picture)])
        }
        if session.wantsJSON {
            session.terminal.result(JSONWriter.text(of: .array(runs.map(\.wire))))
        } else {
            table(runs).forEach { session.terminal.result($0) }
        }
    }

    private static func table(_ runs: [ComparedRun]) -> [String] {
        let rows =
            [[""] + runs.map { visible($0.title) }]
            + ComparedRun.rows.map { row in
                [row.words] + runs.map { row.text($0.figures) }
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }.joined(separator: "  ")
        }
    }
}

/// One of the recordings that are compared.
struct ComparedRun {
    let title: String
    let figures: RunFigures
    let panel: LevelPlot.Panel

    init(_ word: String) throws(Failure) {
        let path = try Self.path(word)
        let file: TrackFile
        do throws(RecordingFault) { file = try TrackFile(path) } catch {
            throw Failure(
                .data, error.explanation,
                hint: word.contains("/") ? nil : "recordings belong to the daemon's user: run as root, or give a path")
        }
        let notes = RecordingNotes(path: String(path.dropLast(4)) + ".json")
        title = word.split(separator: "/").last.map(String.init) ?? word
        let points = notes?.points ?? []
        func track(_ point: RecordedPoint) -> [Int16]? {
            points.firstIndex(of: point.rawValue).flatMap { $0 < file.tracks.count ? file.tracks[$0] : nil }
        }
        // A file of somebody else's is what left a signal path.
        let output = track(.processed) ?? file.tracks.last ?? []
        let measures = notes?.measures ?? RunMeasures()
        let rate = file.shape.rate
        figures = RunFigures(
            microphone: track(.microphone), reference: track(.reference), output: output, rate: rate,
            measures: measures)
        panel = LevelPlot.Panel(
            title: title, microphone: track(.microphone).map { LevelLine($0, rate: rate).values } ?? [],
            output: LevelLine(output, rate: rate).values, speech: measures.speech)
    }

    private static func path(_ word: String) throws(Failure) -> String {
        if word.contains("/") || word.hasSuffix(".wav") { return word }
        guard let name = RecordingName(word) else {
            throw .usage("\"\(visible(word))\" is no name of a recording", hint: "voicelivectl record list")
        }
        return RecordingShelf(try ConfigurationOnDisk.recordings()).path(of: name)
    }

    typealias Row = (
        key: String, words: String, text: @Sendable (RunFigures) -> String, value: @Sendable (RunFigures) -> Double?
    )

    static let rows: [Row] = [
        decibels("erle_db", "echo lowered, dB") { $0.echoReduction },
        decibels("residual_echo_db", "echo left, dB") { $0.residualEcho },
        decibels("noise_floor_db", "noise floor, dB") { $0.noiseFloor },
        decibels("speech_db", "speech, dB") { $0.speechLevel },
        number("clipped_share", "clipped samples, %", scale: 100, places: 3) { $0.clippedShare },
        number("speech_starts", "speech began, times", places: 0) { Double($0.speechStretches) },
        number("speech_s", "speech, s", places: 1) { $0.speechSeconds },
        number("barge_ins_per_min", "interruptions a minute of the agent", places: 2) { $0.bargeInsPerMinute },
        number("delay_ms", "delay, ms", places: 0) { $0.delay },
        number("cpu_share", "processor, % of a core", scale: 100, places: 2) { $0.processorShare },
    ]

    private static func decibels(
        _ key: String, _ words: String, _ value: @escaping @Sendable (RunFigures) -> Double?
    )
        -> Row
    { number(key, words, places: 1, value) }

    private static func number(
        _ key: String, _ words: String, scale: Double = 1, places: Int,
        _ value: @escaping @Sendable (RunFigures) -> Double?
    ) -> Row {
        (key, words, { figures in value(figures).map { fixed($0 * scale, places) } ?? "–" }, value)
    }

    private static func fixed(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let whole = Int((abs(value) * scale).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard places > 0 else { return sign + String(whole) }
        let digits = String(whole)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    var wire: JSONValue {
        var object = JSONObject()
        object["recording"] = .string(title)
        for row in Self.rows { object[row.key] = row.value(figures).map { .number(rounded($0)) } ?? .null }
        return .object(object)
    }
}
