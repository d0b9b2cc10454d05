import Conversation
import SignalPath
import Sound
import Testing

@testable import LiveAudio

@Suite struct CutReportTests {
    private let part = PlayoutPart(ItemKey(ConnectionNumber(1), "A"))
    private let tag = PlayoutTag(response: 1, item: 1)

    private func report(rendered: Int64) -> CutReport {
        CutReport(entries: [.init(part: part, tag: tag, rendered: rendered)], since: .seconds(1))
    }

    private func account(heard: Int64, rendered: Int64) -> ItemAccount {
        var account = ItemAccount()
        account.rate = StreamRate(hertz: 8_000)
        (account.heard, account.rendered) = (heard, rendered)
        return account
    }

    private func heard(_ report: CutReport, after milliseconds: Int, _ account: ItemAccount?) -> [Duration]? {
        report.positions(at: .seconds(1) + .milliseconds(milliseconds)) { _ in account }?.map(\.heard)
    }

    @Test func theTruthIsAwaited() {
        let report = report(rendered: 800)
        #expect(heard(report, after: 20, account(heard: 400, rendered: 800)) == nil)
        #expect(heard(report, after: 20, account(heard: 440, rendered: 440)) == [.milliseconds(55)])
    }

    @Test func theSoundThreadGetsTimeToSeeTheCut() {
        #expect(heard(report(rendered: 400), after: 5, account(heard: 400, rendered: 400)) == nil)
    }

    @Test func whatWasNeverGivenToTheDeviceWasNotHeard() {
        #expect(heard(report(rendered: 0), after: 15, nil) == [.zero])
    }

    @Test func aLongQueueInTheDeviceWillBeHeard() {
        let account = account(heard: 400, rendered: 720)
        #expect(heard(report(rendered: 800), after: 79, account) == nil)
        #expect(heard(report(rendered: 800), after: 80, account) == [.milliseconds(90)])
    }

    @Test func aDeadServerPlaysNoMore() {
        #expect(heard(report(rendered: 800), after: 80, account(heard: 400, rendered: 800)) == [.milliseconds(50)])
    }

    @Test func whatEndedAfterAllIsNotCut() {
        var report = report(rendered: 800)
        #expect(report.part(of: tag) == part)
        #expect(report.remove(tag) == part)
        #expect(report.remove(tag) == nil)
        #expect(heard(report, after: 0, nil) == [])
    }
}
