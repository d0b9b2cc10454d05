import ControlProtocol
import SignalPath
import Sound

extension CommandTable {
    static let dspProcess = Command(
        name: "dsp process",
        arguments: "--mic WAV --ref WAV --out WAV --vad CSV [--stats JSON] [--config FILE] [--set KEY=VALUE]… "
            + "[--uplink processed|raw]",
        about: "Runs a microphone's recording and what was played through the signal path, as the daemon would.",
        values: ["mic", "ref", "out", "vad", "stats", "config", "set", "uplink"]
    ) { (session) throws(Failure) in
        let files = try DspFiles(session.arguments)
        let settings = try DspSettings(session.arguments)
        let microphone = try files.recording("mic")
        let reference = try files.recording("ref", at: microphone.rate)
        let run = try DspRun(microphone: microphone, reference: reference, settings: settings)
        let stats = run.measures.wire
        var outputs = [
            (files.path("out"), run.sound), (files.path("vad"), run.table),
        ]
        if let path = session.arguments["stats"] {
            outputs.append((path, Array((JSONWriter.text(of: stats) + "\n").utf8)))
        }
        try writeWhole(outputs)
        if session.wantsJSON {
            session.terminal.result(JSONWriter.text(of: stats))
        } else {
            session.terminal.talk(run.measures.summary)
        }
    }
}

/// The files a command line names.
struct DspFiles {
    private let arguments: Arguments
    /// 50 minutes at 48 kHz.
    static let largest = 300 << 20

    init(_ arguments: Arguments) throws(Failure) {
        self.arguments = arguments
        if let word = arguments.words.first { throw .usage("unexpected word \"\(visible(word))\"") }
        for name in ["mic", "ref", "out", "vad"] where arguments[name] == nil { throw .usage("--\(name) is missing") }
        let named = ["mic", "ref", "out", "vad", "stats"].compactMap { name in arguments[name].map { (name, $0) } }
        for (number, (name, path)) in named.enumerated() where name != "mic" && name != "ref" {
            guard let other = named[..<number].first(where: { isSameFile($0.1, path) }) else { continue }
            throw .usage("--\(name) and --\(other.0) are the same file, \(visible(path))")
        }
    }

    func path(_ name: String) -> String { arguments[name] ?? "" }

    /// The recording, converted to `rate` where that is given.
    func recording(_ name: String, at rate: StreamRate? = nil) throws(Failure) -> RecordingReader {
        try RecordingReader(option: name, path: path(name), largest: Self.largest, at: rate)
    }
}

extension Failure {
    static let noMemory = Failure(.software, "out of memory")
}
