import ControlTestSupport
import Glibc

/// What the socket can carry. Prints one figure a line.
enum Measurements {
    private static let ping = #"{"id":1,"method":"rpc.ping"}"#

    static func run() throws {
        let host = try ServerProcess()
        try throughput(host)
        let calm = try host.residentKilobytes()
        try crowd(host)
        try memory(host, before: calm)
    }

    /// One connection with 64 requests under way.
    private static func throughput(_ host: ServerProcess) throws {
        let client = try LineClient(host.path)
        let batch = Array(String(repeating: ping + "\n", count: 64).utf8)
        let reply = try client.ask(bytes: Array((ping + "\n").utf8))
        _ = reply
        let rounds = 2_000
        let started = LineClient.now
        for _ in 0..<rounds {
            client.send(batch)
            for _ in 0..<64 { _ = try client.readLine() }
        }
        let seconds = LineClient.now - started
        show("pings a second, one connection, 64 under way", Double(rounds * 64) / seconds)
        var times: [Double] = []
        for _ in 0..<5_000 { times.append(try roundTrip(client)) }
        show("ping p50, one at a time, ms", percentile(times, 0.5))
        show("ping p99, one at a time, ms", percentile(times, 0.99))
    }

    /// 1,000 idle, 50 busy, one floods, one is stopped, one reads a byte a second.
    private static func crowd(_ host: ServerProcess) throws {
        let idle = try (0..<1_000).map { _ in try LineClient(host.path) }
        let busy = try (0..<50).map { _ in try LineClient(host.path) }
        let follow = #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#
        let stopped = try LineClient(host.path)
        let slow = try LineClient(host.path)
        for client in [stopped, slow] { client.send(line: follow) }
        let flood = try Flood(host.path, line: ping)
        defer { flood.stop() }
        var times: [Double] = []
        let deadline = LineClient.now + 10
        while LineClient.now < deadline {
            for client in busy { times.append(try roundTrip(client)) }
            _ = try? slow.readBytes(1, seconds: 0)
        }
        show("crowd: ping p50, ms", percentile(times, 0.5))
        show("crowd: ping p99, ms", percentile(times, 0.99))
        show("crowd: worst ping, ms", times.max() ?? 0)
        show("crowd: pings measured", Double(times.count))
        show("crowd: resident MB", Double(try host.residentKilobytes()) / 1_024)
        _ = idle.count
    }

    private static func memory(_ host: ServerProcess, before: Int) throws {
        usleep(2_000_000)
        show("after the crowd: resident MB above before", Double(try host.residentKilobytes() - before) / 1_024)
    }

    private static func roundTrip(_ client: LineClient) throws -> Double {
        let started = LineClient.now
        client.send(line: ping)
        _ = try client.readLine()
        return (LineClient.now - started) * 1_000
    }

    private static func percentile(_ times: [Double], _ part: Double) -> Double {
        let sorted = times.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }

    private static func show(_ name: String, _ value: Double) {
        print("\(name): \((value * 1_000).rounded() / 1_000)")
    }
}
