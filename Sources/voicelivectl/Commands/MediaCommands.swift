import ControlProtocol
import Glibc

extension CommandTable {
    static let sessionPlay = Command(
        name: "session play", arguments: "FILE [--session SESSION] [--lease LEASE]",
        about: "Plays a short WAV or Ogg Opus file before any answer, and waits until it was heard.",
        values: ["session", "lease"]
    ) { (session) throws(Failure) in
        let path = try session.arguments.word(0, called: "the file")
        let file = try readWhole(path, largest: mostBytes)
        let format: SessionPlay.Format = file.starts(with: Array("OggS".utf8)) ? .ogg : .wav
        let connection = try session.connect()
        let name = try namedSession(session, connection)
        let played = try send(file, over: connection) { (data, isLast) throws(Failure) in
            try connection.call(
                SessionPlay.self,
                SessionPlay.Params(
                    session: name, lease: session.arguments["lease"], format: format, data: data, last: isLast),
                timeout: isLast ? 130_000 : session.timeout)
        }
        session.show(played.wire) { _ in ["\(visible(played.item ?? "")) heard for \(played.heardMilliseconds ?? 0) ms"]
        }
    }

    static let sessionImage = Command(
        name: "session image", arguments: "FILE [TEXT…] [--session SESSION] [--lease LEASE]",
        about: "Shows the model a PNG or JPEG picture, with words about it.", values: ["session", "lease"]
    ) { (session) throws(Failure) in
        let path = try session.arguments.word(0, called: "the file")
        let file = try readWhole(path, largest: mostBytes)
        let format: SessionImage.Format = file.starts(with: [0xFF, 0xD8]) ? .jpeg : .png
        let words = session.arguments.words.dropFirst().joined(separator: " ")
        let connection = try session.connect()
        let name = try namedSession(session, connection)
        let shown = try send(file, over: connection) { (data, isLast) throws(Failure) in
            try connection.call(
                SessionImage.self,
                SessionImage.Params(
                    session: name, lease: session.arguments["lease"], format: format, data: data, last: isLast,
                    text: isLast && !words.isEmpty ? words : nil))
        }
        session.show(shown.wire) { _ in [visible(shown.item ?? "")] }
    }

    static func namedSession(_ session: Session, _ connection: Connection) throws(Failure) -> String {
        if let name = session.arguments["session"] { return name }
        return try activeSession(connection)
    }

    /// Bytes of one part: base64 of them fits a line with room for the rest of the request.
    private static let partBytes = 36_000
    /// The daemon takes no larger file.
    private static let mostBytes = 4_194_304

    /// Returns the answer to the last part.
    private static func send<Answer>(
        _ file: [UInt8], over connection: Connection, _ part: (String, Bool) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        var start = 0
        while file.count - start > partBytes {
            do { _ = try part(text(file[start..<start + partBytes]), false) } catch {
                guard let wait = error.retryAfterMilliseconds else { throw error }
                usleep(UInt32(clamping: wait * 1_000))
                continue
            }
            start += partBytes
        }
        return try part(text(file[start...]), true)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: Base64.encode(Array(bytes)), as: UTF8.self)
    }
}
