import Glibc
import Synchronization
import Testing

@testable import Diagnostics

@Suite("Log")
struct LogTests {
    @Test func entriesArriveInOrderWithTheirFields() {
        let output = CollectingOutput()
        let log = Log(to: output)
        log(.sessionStarted, "session s-1 started", .session("s-1"), .uid(1000))
        log(.sessionEnded, "session s-1 ended", .session("s-1"))
        log.close()
        #expect(output.records.map(\.event) == [.sessionStarted, .sessionEnded])
        #expect(output.records.first?.fields == [.session("s-1"), .uid(1000)])
    }

    @Test func theLevelMayChangeWhileRunning() {
        let output = CollectingOutput()
        let log = Log(to: output, level: .notice)
        log(.linkUp, "one")
        log.level = .debug
        log(.linkUp, "two")
        log.level = .error
        log(.linkDown, "three")
        log.close()
        #expect(output.records.map(\.message) == ["two"])
    }

    @Test func whatIsNotWrittenIsNotBuilt() {
        let log = Log(to: CollectingOutput(), level: .error)
        var built = 0
        func message() -> String {
            built += 1
            return "x"
        }
        log(.turnFinished, message())
        log(.daemonFailed, message())
        log.close()
        #expect(built == 1)
    }

    @Test func aStuckOutputCostsEntriesAndNotTime() {
        let output = CollectingOutput()
        let log = output.whileBlocked {
            let log = Log(to: output, level: .debug, capacity: 16)
            let start = BootTime.now()
            for number in 0..<10_000 { log(.turnFinished, "entry \(number)") }
            #expect(BootTime.now() - start < .seconds(2))
            // 16 in the queue, and at most as many again in the writer's hands.
            #expect(log.dropped >= 10_000 - 32)
            return log
        }
        log.close(within: .seconds(10))
        let told = output.records.filter { $0.event == .logDropped }.reduce(0) { sum, record in
            guard case .count(let count) = record.fields.first else { return sum }
            return sum + count
        }
        #expect(told == Int(log.dropped))
        #expect(output.records.count < 64)
    }

    @Test func longTextsAreCutBetweenCharacters() {
        let output = CollectingOutput()
        let log = Log(to: output)
        log(.serviceError, String(repeating: "é", count: 1 << 20), .reason(String(repeating: "x", count: 1 << 20)))
        log(.serviceError, "é" + String(repeating: "é", count: 2047) + "a")
        log.close()
        #expect(output.records.first?.message == String(repeating: "é", count: 2048) + "…")
        #expect(output.records.first?.fields == [.reason(String(repeating: "x", count: 1024) + "…")])
        #expect("aé".cut(to: 2) == "a…" && "aé".cut(to: 3) == "aé")
    }

    @Test func nothingIsTakenAfterTheEnd() {
        let output = CollectingOutput()
        let log = Log(to: output)
        log.close()
        log(.linkUp, "late")
        #expect(output.records.isEmpty)
        #expect(log.dropped == 1)
    }

    @Test func linesReachAPipe() {
        var ends: [Int32] = [0, 0]
        _ = unsafe pipe(&ends)
        let log = Log(to: LineOutput(format: .marked, descriptor: ends[1]))
        log.revealsText = true
        log(.sessionStarted, "hello", .spoken(SpokenText("hi")))
        log.close()
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = unsafe read(ends[0], &bytes, bytes.count)
        #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == "<5>session.started: hello text=hi\n")
        ends.forEach { close($0) }
    }
}

/// Keeps what it is given; can be held still.
private final class CollectingOutput: LogOutput {
    private let collected = Mutex<[LogRecord]>([])
    private let gate = Mutex(())

    var records: [LogRecord] { collected.withLock { $0 } }

    func write(_ record: LogRecord, revealingText: Bool) {
        gate.withLock { _ in }
        collected.withLock { $0.append(record) }
    }

    /// Holds the writer still while `body` runs.
    func whileBlocked<R>(_ body: () -> sending R) -> R {
        gate.withLock { _ in body() }
    }
}
