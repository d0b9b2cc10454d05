import ControlProtocol
import Glibc

extension CommandTable {
    static let tap = Command(
        name: "tap", arguments: "POINT [--format pcm16|wav|opus|ogg] [--rate HZ] [--seconds N] > FILE",
        about: "Writes the sound of one point to stdout; ogg plays in any player.",
        values: ["format", "rate", "seconds"]
    ) { (session) throws(Failure) in
        let name = try session.arguments.word(0, called: "the point")
        guard let point = try word(name, TapPoint.self, "the point") else { return }
        let form = try word(session.arguments["format"], TapFile.Form.self, "--format") ?? .pcm16
        guard isatty(1) == 0 else {
            throw .usage("sound is not for a terminal", hint: "voicelivectl tap \(name) --format ogg > \(name).opus")
        }
        let seconds = try session.arguments.number("seconds")
        let connection = try session.connect()
        let opened = try connection.call(
            TapOpen.self,
            TapWish(point: point, format: form.format, rate: try session.arguments.number("rate")))
        session.terminal.talk("\(form.rawValue), \(opened.rate) Hz, mono; Ctrl-C ends the file")
        if try connection.call(DaemonStatus.self, DaemonStatus.Params()).session == nil {
            session.terminal.talk("no session is active: sound comes when one begins")
        }
        let file = try TapFile(form, of: opened)
        Interruption.watch()
        try write(file, of: opened, seconds.map { $0 * opened.rate } ?? .max, connection, session.terminal)
    }

    private static func write(
        _ file: TapFile, of opened: OpenedTap, _ most: Int, _ connection: Connection, _ terminal: Terminal
    ) throws(Failure) {
        var file = file
        guard terminal.result(bytes: file.header) else { return }
        var lost = 0
        while file.written < most, !Interruption.isWanted {
            guard let event = try connection.notification(timeout: nil), event["method"] == "tap.data",
                let data = event["params"]?["data"], let frame = try? TapData(wire: data), frame.tap == opened.tap,
                let bytes = Base64.decode(frame.data)
            else { continue }
            lost += frame.lostFrames
            guard terminal.result(bytes: file.take(bytes, at: frame.offsetSamples)) else { return }
        }
        _ = terminal.result(bytes: file.end())
        if lost > 0 { terminal.talk("\(lost) pieces were lost because this end read too slowly; they are silence") }
    }
}

/// The header of a WAV file whose length is not known yet, as recorders write it into pipes.
enum WaveHeader {
    static func bytes(rate: Int, channels: Int) -> [UInt8] {
        var header = Array("RIFF".utf8) + little(.max, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
        header += little(1, 2) + little(channels, 2) + little(rate, 4)
        header += little(rate * channels * 2, 4) + little(channels * 2, 2) + little(16, 2)
        return header + Array("data".utf8) + little(.max, 4)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
