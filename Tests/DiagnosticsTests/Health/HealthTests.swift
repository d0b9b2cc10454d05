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

    private func code(_ change: HealthRegister.Change?) -> String? {
        switch change {
        case .appeared(let entry): "+" + entry.warning.code
        case .detailChanged(let entry): "~" + entry.warning.code
        case .disappeared(let warning): "-" + warning.code
        case nil: nil
        }
    }
}
