import ControlProtocol
import Glibc

/// Recordings of the running signal path.
extension CommandTable {
    static let recordStart = Command(
        name: "record start", arguments: "[NAME] [--points POINT,…] [--seconds N]",
        about: "Records microphone, reference and what leaves the signal path, a track each on one clock.",
        values: ["points", "seconds"]
    ) { (session) throws(Failure) in
        let seconds = try session.arguments.number("seconds") ?? 60
        var points: [RecordStart.TapPointChoice]?
        if let text = session.arguments["points"] {
            points = try text.split(separator: ",").map { name throws(Failure) in
                guard let point = TapPoint(rawValue: String(name)) else {
                    throw .usage("there is no point \"\(visible(String(name)))\"", hint: "mic.raw, far.ref, mic.dsp")
                }
                return RecordStart.TapPointChoice(point: point)
            }
        }
        let name = session.arguments.words.first ?? defaultName
        let started = try session.connect().call(
            RecordStart.self, RecordStart.Params(name: name, points: points, maxS: seconds))
        session.show(started.wire) { _ in [visible(name)] }
        session.terminal.talk("voicelivectl: for \(seconds) s, or until: voicelivectl record stop \(visible(name))")
    }

    /// The time in UTC, so that names sort.
    private static var defaultName: String {
        var (now, parts) = unsafe (time(nil), tm())
        var text = [CChar](repeating: 0, count: 32)
        unsafe gmtime_r(&now, &parts)
        let count = unsafe strftime(&text, text.count, "%Y%m%d-%H%M%S", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static let recordStop = Command(
        name: "record stop", arguments: "NAME", about: "Ends a recording."
    ) { (session) throws(Failure) in
        let name = try session.arguments.word(0, called: "the recording's name")
        let done = try session.connect().call(RecordStop.self, RecordStop.Params(name: name))
        session.show(done.wire) { _ in ["\(visible(done.file))\t\(Double(done.durationMilliseconds) / 1_000) s"] }
    }

    static let recordList = Command(
        name: "record list", arguments: "", about: "The recordings; a star marks one that goes on."
    ) { (session) throws(Failure) in
        let found = try session.connect().call(RecordList.self, RecordList.Params())
        session.show(found.wire) { _ in
            found.recordings.map { one in
                "\(one.active ? "*" : " ") \(visible(one.name))\t\(Double(one.durationMilliseconds) / 1_000) s\t"
                    + "\(one.bytes / 1_024) KiB"
            }
        }
        if found.recordings.isEmpty { session.terminal.talk("there are no recordings") }
    }

    static let recordDelete = Command(
        name: "record delete", arguments: "NAME", about: "Deletes a recording."
    ) { (session) throws(Failure) in
        let name = try session.arguments.word(0, called: "the recording's name")
        let gone = try session.connect().call(RecordDelete.self, RecordDelete.Params(name: name))
        session.show(gone.wire) { _ in [] }
    }
}
