import Testing

@testable import voicelived

@Suite struct SpareMemoryTests {
    @Test func afterASessionOnce() {
        var spare = SpareMemory()
        let looks = [false, true, true, false, false].map { spare.look(clients: 1, hasSession: $0) }
        #expect(looks == [false, false, false, true, false])
    }

    @Test func afterACrowdOnceHoweverSlowlyItLeaves() {
        var spare = SpareMemory()
        let looks = [2, 500, 480, 468, 460, 440, 436, 10, 9].map { spare.look(clients: $0, hasSession: true) }
        #expect(looks == [false, false, false, true, false, false, true, true, false])
    }

    @Test func afterAFewClientsNever() {
        var spare = SpareMemory()
        let looks = [0, 31, 0, 31, 0].map { spare.look(clients: $0, hasSession: false) }
        #expect(!looks.contains(true))
    }
}
