package import ControlProtocol
import ControlTestSupport

/// A thin client of the daemon, as anybody would write one. Belongs to one test.
package final class ThinClient {
    private let line: LineClient
    private var lastID: Int64 = 0
    /// Notifications that came while something else was waited for.
    private var kept: [JSONValue] = []

    package struct Refused: Error, CustomStringConvertible {
        package var description: String
    }

    init(_ line: LineClient) {
        self.line = line
    }

    /// Asks and returns the result.
    @discardableResult
    package func ask(_ method: String, _ params: JSONValue = [:], seconds: Double = 10) throws -> JSONValue {
        lastID += 1
        let id = lastID
        let request: JSONValue = ["id": .integer(id), "method": .string(method), "params": params]
        line.send(line: String(decoding: JSONWriter.bytes(of: request), as: UTF8.self))
        while let message = try line.read(seconds: seconds) {
            guard let number = message["id"]?.wholeNumber, number == id else {
                kept.append(message)
                continue
            }
            if let result = message["result"] { return result }
            throw Refused(
                description: "\(method): " + String(decoding: JSONWriter.bytes(of: message), as: UTF8.self))
        }
        throw Refused(description: "\(method): the daemon hung up")
    }

    /// The data of the next notification of that method which fits.
    package func next(
        _ method: String, seconds: Double = 10, where fits: (JSONValue) -> Bool = { _ in true }
    ) throws -> JSONValue {
        func isWanted(_ message: JSONValue) -> Bool { message["method"]?.string == method && fits(message) }
        if let index = kept.firstIndex(where: isWanted) { return kept.remove(at: index) }
        let deadline = LineClient.now + seconds
        while let message = try line.read(seconds: max(0, deadline - LineClient.now)) {
            if isWanted(message) { return message }
            kept.append(message)
        }
        throw Refused(description: "\(method): the daemon hung up")
    }

    /// Reads all that was sent until now, and throws it away: who does not read is a burden to the daemon.
    package func catchUp() throws {
        try ask("rpc.ping")
        kept = []
    }

    /// The notifications that came so far and were not asked for.
    package func drain() throws -> [JSONValue] {
        try ask("rpc.ping")
        defer { kept = [] }
        return kept
    }

    package func hangUp() { line.hangUp() }
}
