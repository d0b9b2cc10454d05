import Testing

@testable import voicelived

@Suite struct FreezeLedgerTests {
    @Test func threeTimesInTenMinutesThenNoMore() {
        var ledger = FreezeLedger()
        // At 700 the first of them is ten minutes ago.
        let answers = [100, 200, 300, 400, 699, 700, 701].map { ledger.mayEnd(now: $0) }
        #expect(answers == [true, true, true, false, false, true, false])
    }

    @Test func itOutlivesTheProcess() {
        var ledger = FreezeLedger()
        let before = [1, 2, 3].map { ledger.mayEnd(now: $0) }
        #expect(before == [true, true, true])
        var next = FreezeLedger(ledger.text)
        #expect(next == ledger)
        let after = next.mayEnd(now: 4)
        #expect(!after)
    }

    @Test(arguments: ["", "\n\n", "rubbish\n", "\u{0}\u{1}", "1e9\n", "99999999999999999999999\n"])
    func aFileThatIsNoLedgerIsForgotten(_ text: String) {
        var ledger = FreezeLedger(text)
        let may = ledger.mayEnd(now: 5)
        #expect(may)
    }

    @Test func timesOfAnotherBootDoNotCount() {
        var ledger = FreezeLedger("900000\n900001\n900002\n")
        let may = ledger.mayEnd(now: 60)
        #expect(may)
    }
}
