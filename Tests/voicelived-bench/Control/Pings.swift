import ControlProtocol
import ControlTestSupport

/// What one connection carries.
struct Pings: Sendable {
    let socket: String
    let rounds: Int

    static let line = #"{"id":1,"method":"rpc.ping"}"#
    private static let underWay = 64

    func rows() throws -> [Row] {
        let client = try LineClient(socket)
        let batch = Array(String(repeating: Self.line + "\n", count: Self.underWay).utf8)
        let started = LineClient.now
        for _ in 0..<rounds {
            client.send(batch)
            try client.skipLines(Self.underWay)
        }
        let rate = Double(rounds * Self.underWay) / (LineClient.now - started)
        let alone = try (0..<rounds * 2).map { _ in try Self.roundTrip(client) }
        return [
            Row(
                metric: "pings on one connection, \(Self.underWay) under way", unit: "/s", values: [rate], digits: 0,
                note: "goal ≥ 20,000"),
            Row(metric: "ping, nobody else", unit: "ms", values: alone, digits: 3, note: Row.highest(alone)),
        ]
    }

    /// Milliseconds.
    static func roundTrip(_ client: LineClient) throws -> Double {
        let started = LineClient.now
        client.send(line: line)
        guard try client.read()?["result"] != nil else { throw LineClient.Trouble(description: "a ping was refused") }
        return (LineClient.now - started) * 1_000
    }
}
