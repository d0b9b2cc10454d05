import Glibc
package import VoiceLiveProtocol

/// A conversation as both sides wrote it, event by event, in the shapes that services really send.
///
/// The files are in Tests/VoiceLiveProtocolTests/Fixtures, a folder for each dialect, an event a line. Audio is shortened.
package struct Recording: Sendable {
    package var name: String
    package var dialect: Dialect
    package var lines: [RecordedLine]

    /// Reads the recording of that name; `names(in:)` lists them.
    package init(_ name: String, in dialect: Dialect = .standard) throws {
        self.name = name
        self.dialect = dialect
        let file = Self.folder(of: dialect) + "/\(name).jsonl"
        lines = try Self.contents(of: file).split(separator: UInt8(ascii: "\n")).map { try RecordedLine(Array($0)) }
    }

    /// What the server says, in order.
    package func serverMessages() throws -> [ServerMessage] {
        try lines.filter { $0.side == .server }.map { try ServerMessage(parsing: $0.event, in: dialect) }
    }

    /// What the client says, in order.
    package func clientMessages() throws -> [ClientMessage] {
        try lines.filter { $0.side == .client }.map { try ClientMessage(parsing: $0.event, in: dialect) }
    }

    /// All recordings of a dialect.
    package static func names(in dialect: Dialect) throws -> [String] {
        guard let folder = unsafe opendir(folder(of: dialect)) else {
            throw RecordingError.missing(folder(of: dialect))
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let file = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if file.hasSuffix(".jsonl") { names.append(String(file.dropLast(6))) }
        }
        return names.sorted()
    }

    private static func folder(of dialect: Dialect) -> String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
            + "/VoiceLiveProtocolTests/Fixtures/" + dialect.name
    }

    private static func contents(of path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { throw RecordingError.missing(path) }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }
}

/// One event of a recording.
package struct RecordedLine: Sendable {
    package var side: WireContext.Side
    /// The event as JSON text.
    package var event: [UInt8]

    init(_ line: [UInt8]) throws {
        let json = try JSONValue(parsing: line)
        side = json["from"] == "client" ? .client : .server
        event = json["event"].encoded
    }
}

package enum RecordingError: Error {
    case missing(String)
}
