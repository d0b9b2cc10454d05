import Synchronization
import Testing

@testable import voicelived

@Suite struct DiskThreadTests {
    private final class Seen: Sendable {
        let numbers = Mutex<[Int]>([])
        func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    }

    @Test func doesEverythingInItsOrderAndAnswers() {
        let seen = Seen()
        for number in 1...100 { DiskThread.shared.async { seen.add(number) } }
        #expect(DiskThread.shared.sync { seen.numbers.withLock { $0.count } } == 100)
        #expect(seen.numbers.withLock { $0 } == Array(1...100))
    }

    @Test func anAnswerMayBeNothing() {
        #expect(DiskThread.shared.sync { () -> Int? in nil } == nil)
    }
}
