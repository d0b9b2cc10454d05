import Testing

@testable import voicelived

@Suite struct FreezeLedgerTests {
    @Test func threeTimesInTenMinutesThenNoMore() {
        var ledger = FreezeLedger()
        #expect(ledger.mayEnd(now: 100))
        #expect(ledger.mayEnd(now: 200))
        #expect(ledger.mayEnd(now: 300))
        #expect(!ledger.mayEnd(now: 400))
        #expect(!ledger.mayEnd(now: 699))
        // The first of them is ten minutes ago.
        #expect(ledger.mayEnd(now: 700))
        #expect(!ledger.mayEnd(now: 701))
    }

    @Test func itOutlivesTheProcess() {
        var ledger = FreezeLedger()
        for time in [1, 2, 3] { #expect(ledger.mayEnd(now: time)) }
        var next = FreezeLedger(ledger.text)
        #expect(next == ledger)
        #expect(!next.mayEnd(now: 4))
    }

    @Test(arguments: ["", "\n\n", "rubbish\n", "\u{0}\u{1}", "1e9\n", "99999999999999999999999\n"])
    func aFileThatIsNoLedgerIsForgotten(_ text: String) {
        var ledger = FreezeLedger(text)
        #expect(ledger.mayEnd(now: 5))
    }

    @Test func timesOfAnotherBootDoNotCount() {
        var ledger = FreezeLedger("900000\n900001\n900002\n")
        #expect(ledger.mayEnd(now: 60))
    }
}
