import Testing

@testable import voicelived

@Suite struct FreezeLedgerTests {
    /// What `ledger` says at each of `times`, in order.
    private func answers(of ledger: inout FreezeLedger, at times: [Int]) -> [Bool] {
        times.map { ledger.mayEnd(now: $0) }
    }

    @Test func threeTimesInTenMinutesThenNoMore() {
        var ledger = FreezeLedger()
        #expect(answers(of: &ledger, at: [100, 200, 300, 400, 699]) == [true, true, true, false, false])
        // The first of them is ten minutes ago.
        #expect(answers(of: &ledger, at: [700, 701]) == [true, false])
    }

    @Test func itOutlivesTheProcess() {
        var ledger = FreezeLedger()
        #expect(answers(of: &ledger, at: [1, 2, 3]) == [true, true, true])
        var next = FreezeLedger(ledger.text)
        #expect(next == ledger)
        #expect(answers(of: &next, at: [4]) == [false])
    }

    @Test(arguments: ["", "\n\n", "rubbish\n", "\u{0}\u{1}", "1e9\n", "99999999999999999999999\n"])
    func aFileThatIsNoLedgerIsForgotten(_ text: String) {
        var ledger = FreezeLedger(text)
        #expect(answers(of: &ledger, at: [5]) == [true])
    }

    @Test func timesOfAnotherBootDoNotCount() {
        var ledger = FreezeLedger("900000\n900001\n900002\n")
        #expect(answers(of: &ledger, at: [60]) == [true])
    }
}
