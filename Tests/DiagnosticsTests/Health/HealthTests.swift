import Testing

@testable import Diagnostics

@Suite("Health shared by the daemon's parts")
struct HealthTests {
    @Test(.timeLimit(.minutes(1)))
    func anObserverSeesWhatIsThereAndThenChanges() async {
        let health = Health()
        health.report(.storageFull)
        var changes = health.changes().makeAsyncIterator()
        health.set(.needsCredential, true, detail: "azure")
        health.set(.storageFull, false)
        #expect(await code(changes.next()) == "+storage/full")
        #expect(await code(changes.next()) == "+config/credential")
        #expect(await code(changes.next()) == "-storage/full")
        #expect(health.snapshot().map(\.detail) == ["azure"])
    }

    @Test(.timeLimit(.minutes(1)))
    func aDelayedWarningAppearsByItself() async {
        let health = Health()
        var changes = health.changes().makeAsyncIterator()
        health.report(.noMicrophone)
        #expect(health.snapshot().isEmpty)
        #expect(await code(changes.next()) == "+audio/no_source")
    }

    @Test func aTroubleReportedAgainAndAgainIsWaitedForOnce() {
        let health = Health()
        for _ in 0..<1_000 {
            health.report(.overridesInUse)
            health.report(.noMicrophone)
            health.clear(.noMicrophone)
        }
        #expect((1...4).contains(health.sleepers))
    }

    @Test(.timeLimit(.minutes(1)))
    func changesReachTheLog() async {
        let health = Health()
        let output = LineCollector()
        let log = Log(to: output)
        health.report(.storageFull, detail: "/var")
        let writing = Task { await health.write(to: log) }
        let warning = HealthWarning.storageFull
        #expect(await output.next() == "storage/full \(warning.title) (/var): \(warning.hint)")
        health.clear(.storageFull)
        #expect(await output.next() == "storage/full over: \(warning.title)")
        writing.cancel()
        log.close()
    }

    private func code(_ change: HealthRegister.Change?) -> String? {
        switch change {
        case .appeared(let entry): "+" + entry.warning.code
        case .detailChanged(let entry): "~" + entry.warning.code
        case .disappeared(let warning): "-" + warning.code
        case nil: nil
        }
    }
}

/// Hands entries on as they come.
private final class LineCollector: LogOutput {
    private let lines: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() {
        (lines, continuation) = AsyncStream.makeStream(of: String.self)
    }

    func write(_ record: LogRecord, revealingText: Bool) {
        let fields = record.fields.map { $0.text(revealingText: revealingText) }
        continuation.yield((fields + [record.message]).joined(separator: " "))
    }

    func next() async -> String? {
        for await line in lines { return line }
        return nil
    }
}
