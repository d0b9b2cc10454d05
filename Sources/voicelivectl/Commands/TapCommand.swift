import ControlProtocol

extension CommandTable {
    static let tap = Command(
        name: "tap", arguments: "POINT [--format pcm16|wav|opus] [--rate HZ] [--seconds N] > FILE",
        about: "Writes the sound of one point to stdout.", values: ["format", "rate", "seconds"]
    ) { (session) throws(Failure) in
        let name = try session.arguments.word(0, called: "the point")
        guard let point = try word(name, TapPoint.self, "the point") else { return }
        let wanted = session.arguments["format"] ?? "pcm16"
        let isWave = wanted == "wav"
        guard let format = try word(isWave ? "pcm16" : wanted, AudioFormat.self, "--format") else { return }
        let connection = try session.connect()
        let opened = try connection.call(
            TapStream.self, TapStream.Params(point: point, format: format, rate: try session.arguments.number("rate")))
        session.terminal.talk("\(opened.format.rawValue), \(opened.rate) Hz, \(opened.channels) channel")
        if isWave, !session.terminal.result(bytes: WaveHeader.bytes(rate: opened.rate, channels: opened.channels)) {
            return
        }
        let seconds = try session.arguments.number("seconds")
        var left = seconds.map { $0 * opened.rate * opened.channels * 2 } ?? .max
        while left > 0, let bytes = try connection.rawBytes() {
            let some = bytes.count > left ? Array(bytes.prefix(left)) : bytes
            guard session.terminal.result(bytes: some) else { return }
            left -= some.count
        }
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
