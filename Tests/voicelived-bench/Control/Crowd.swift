import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench

/// A thousand clients that only sit there, fifty that ask, and three rude ones: one floods, one was stopped by a signal,
/// one reads a byte a second. The conversation goes on meanwhile.
struct Crowd {
    let stage: Stage
    let seconds: Int

    private static let idle = 1_000
    private static let busy = 50
    private static let follow = #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#
    private static let listen = #"{"id":2,"method":"tap.open","params":{"point":"mic.raw"}}"#

    func rows() async throws -> [Row] {
        progress("measuring: a crowd of clients")
        let before = MemoryUse.both(of: stage.daemon.child)
        let stopped = try ChildProcess(
            try Programs.folder() + "/control-bench", ["client", stage.daemon.socket, Self.follow, Self.listen])
        try await stage.agent.give(ScriptedAnswer(700, samples: tone(milliseconds: (seconds + 6) * 1_000)))
        try await stage.listen(milliseconds: 1_500)
        stopped.send(SIGSTOP)
        let heard = stage.agent.lines.last?.arrivals.count ?? 0
        let played = stage.room.playedEnd
        let (pings, crowded) = try await ask()
        let arrivals = stage.agent.lines.last?.arrivals.dropFirst(heard) ?? []
        let end = stage.room.playedEnd
        let left = LineClient.now
        stopped.kill()
        try await stage.listen(milliseconds: 5_000)
        let after = MemoryUse.both(of: stage.daemon.child)
        progress("the crowd left \(LineClient.now - left) s ago; memory \(before.own), \(crowded), \(after.own) KB")
        return [
            Row(
                metric: "ping of \(Self.busy) busy clients in the crowd", unit: "ms", values: pings, digits: 3,
                note: Row.highest(pings) + "; goal: 99 % ≤ 5 ms"),
            Row(metric: "microphone lost meanwhile", unit: "ms", values: [lost(arrivals)], note: "goal 0"),
            Row(
                metric: "holes in the voice meanwhile", unit: "", values: [Double(holes(from: played, to: end))],
                digits: 0, note: "of 5 ms and more; goal 0"),
            Row(metric: "memory (PSS) with the crowd", unit: "MB", values: [Double(crowded) / 1_024]),
            Row(
                metric: "memory of its own above the former level, 5 s after the crowd", unit: "MB",
                values: [Double(after.own - before.own) / 1_024],
                note: "from \((Double(before.own) / 1_024).oneDigit) MB; goal 0. PSS, and with it pages of the program "
                    + "that were needed for the first time: \((Double(after.all - before.all) / 1_024).oneDigit) MB"),
        ]
    }

    /// Milliseconds of each ping, and kilobytes of the daemon while all are there.
    private func ask() async throws -> (pings: [Double], kilobytes: Int) {
        let (socket, daemon, seconds) = (stage.daemon.socket, stage.daemon.child, seconds)
        let flood = Flood(socket)
        let crowd = Background { () throws -> ([Double], Int) in
            let idle = try (0..<Self.idle).map { _ in try LineClient(socket) }
            let busy = try (0..<Self.busy).map { _ in try LineClient(socket) }
            let slow = try LineClient(socket)
            slow.send(line: Self.follow)
            slow.send(line: Self.listen)
            var times: [Double] = []
            let deadline = LineClient.now + Double(seconds)
            var nextByte = LineClient.now
            while LineClient.now < deadline {
                // All fifty at the same time, a hundred times a second at most.
                let sent = busy.map { client in
                    defer { client.send(line: Pings.line) }
                    return LineClient.now
                }
                for (client, start) in zip(busy, sent) {
                    try client.skipLines(1)
                    times.append((LineClient.now - start) * 1_000)
                }
                if LineClient.now >= nextByte {
                    var byte: UInt8 = 0
                    _ = unsafe recv(slow.descriptor, &byte, 1, Int32(MSG_DONTWAIT))
                    nextByte += 1
                }
                usleep(10_000)
            }
            let memory = MemoryUse.proportional(of: daemon)
            for client in idle + busy { client.hangUp() }
            return (times, memory)
        }
        try await stage.listen(milliseconds: seconds * 1_000)
        let result = try crowd.result()
        flood.stop()
        return result
    }

    /// Milliseconds of sound that should have come at the service and did not.
    private func lost(_ arrivals: some Collection<HeardLine.Arrival>) -> Double {
        let all = Array(arrivals)
        guard let first = all.first, let last = all.last else { return .nan }
        let passed = Double(last.instant - first.instant) / 1_000
        // Packets come a little early or late, so that less than two of them are none lost.
        let missing = passed - Double(last.start - first.start) / 16
        return missing < 40 ? 0 : missing
    }

    private func holes(from start: Int, to end: Int) -> Int {
        let loudspeaker = Loudspeaker(stage.room)
        var (count, place) = (0, start)
        while let hole = loudspeaker.silence(from: place, lasting: 5), hole < end {
            count += 1
            guard let onset = loudspeaker.onset(from: hole), onset < end else { break }
            place = onset
        }
        return count
    }
}

extension MemoryUse {
    /// What belongs to it alone, and its share of everything, in kilobytes.
    fileprivate static func both(of process: ChildProcess) -> (own: Int, all: Int) {
        (anonymous(of: process), proportional(of: process))
    }
}

extension Double {
    fileprivate var oneDigit: Double { (self * 10).rounded() / 10 }
}
