import Testing

@testable import WebSocket

@Suite struct AddressRaceTests {
    @Test func theSecondAddressStartsAfterTheHeadStart() {
        var race = AddressRace(count: 2)
        #expect(race.begin() == [.attempt(0), .giveHeadStart(0)])
        #expect(race.headStartOver(0) == [.attempt(1)])
        #expect(race.connected(1) == [.win(1)])
        #expect(race.connected(0) == [])
        #expect(race.failed(0) == [])
    }

    @Test func aFailureStartsTheNextAtOnce() {
        var race = AddressRace(count: 3)
        _ = race.begin()
        #expect(race.failed(0) == [.attempt(1), .giveHeadStart(1)])
        #expect(race.headStartOver(0) == [], "the head start of one that failed")
        #expect(race.headStartOver(1) == [.attempt(2)])
        #expect(race.failed(1) == [])
        #expect(race.connected(2) == [.win(2)])
    }

    @Test func theRaceIsLostWhenAllFailed() {
        var race = AddressRace(count: 2)
        _ = race.begin()
        #expect(race.failed(0) == [.attempt(1)])
        #expect(race.failed(1) == [.lose])
    }

    @Test func oneAddressNeedsNoHeadStart() {
        var race = AddressRace(count: 1)
        #expect(race.begin() == [.attempt(0)])
    }

    @Test func familiesTakeTurns() {
        let addresses = [(6, "a"), (6, "b"), (6, "c"), (4, "d"), (4, "e")]
        #expect(AddressRace.interleaved(addresses) { Int32($0.0) }.map(\.1) == ["a", "d", "b", "e", "c"])
        #expect(AddressRace.interleaved([(Int, String)]()) { Int32($0.0) }.isEmpty)
    }
}
