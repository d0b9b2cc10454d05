import ControlProtocol
import Glibc
import Recording

extension CommandTable {
    static let dspReplay = Command(
        name: "dsp replay", arguments: "RECORDING [--set STAGE.KEY=VALUE]… --out NAME",
        about: "Runs a recording through the signal path once more, with other settings.", values: ["set", "out"]
    ) { (session) throws(Failure) in
        let recording = try session.arguments.word(0, called: "the recording's name")
        guard let output = session.arguments["out"] else { throw .usage("--out is missing") }
        var settings = JSONObject()
        for word in session.arguments.all("set") {
            let setting = try SettingWord(word)
            settings[setting.key] = setting.value
        }
        let connection = try session.connect()
        let begun = try connection.call(
            DspReplay.self,
            DspReplay.Params(
                recording: recording, settings: settings.members.isEmpty ? nil : settings, output: output))
        let job = try wait(for: begun.job, connection, session)
        session.show(job.wire) { _ in
            let measures = RunMeasures(wire: job.result?["measures"] ?? .null)
            let speed = Int(job.result?["times_real_time"]?.double ?? 0)
            return [
                visible(output),
                "\(Double(measures.milliseconds) / 1_000) s, \(speed) times real time; speech began "
                    + "\(measures.speech.count) times, \(measures.bargeIns.count) interruptions",
            ]
        }
    }

    private static func wait(
        for job: String, _ connection: Connection, _ session: Session
    ) throws(Failure)
        -> JobSummary
    {
        while true {
            let now = try connection.call(JobStatus.self, JobStatus.Params(job: job))
            switch now.state {
            case .running: usleep(100_000)
            case .done: return now
            case .cancelled: throw Failure(.temporary, "the job was given up")
            case .failed: throw Failure(.software, now.error ?? "the job failed")
            }
        }
    }
}
