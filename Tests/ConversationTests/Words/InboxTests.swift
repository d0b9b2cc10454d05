import Testing

@testable import Conversation

@Suite(.timeLimit(.minutes(1))) struct InboxTests {
    @Test func whatWaitsComesTogetherAndInOrder() async {
        let inbox = Inbox<Int>(capacity: 8)
        for number in 0..<3 { inbox.put(number) }
        var batch: [Int] = []
        #expect(await inbox.take(into: &batch) == 0)
        #expect(batch == [0, 1, 2])
    }

    @Test func theReaderSleepsUntilSomethingComes() async {
        let inbox = Inbox<Int>(capacity: 8)
        async let taken: [Int] = {
            var batch: [Int] = []
            _ = await inbox.take(into: &batch)
            return batch
        }()
        inbox.put(7)
        #expect(await taken == [7])
    }

    @Test func whatFindsNoRoomIsCountedOnce() async {
        let inbox = Inbox<Int>(capacity: 2)
        for number in 0..<5 { #expect(inbox.put(number) == (number < 2)) }
        var batch: [Int] = []
        #expect(await inbox.take(into: &batch) == 3)
        #expect(batch == [0, 1])
        batch = []
        inbox.put(5)
        #expect(await inbox.take(into: &batch) == 0)
        #expect(batch == [5])
    }

    @Test func theEndWakesTheReader() async {
        let inbox = Inbox<Int>(capacity: 2)
        async let last: Int? = {
            var batch: [Int] = []
            return await inbox.take(into: &batch)
        }()
        inbox.close()
        #expect(await last == nil)
        var batch: [Int] = []
        inbox.put(0)
        #expect(await inbox.take(into: &batch) == nil)
        #expect(batch.isEmpty)
    }

    @Test(arguments: [true, false]) func whatWaitsAtTheEndIsTakenUnlessForgotten(forgetting: Bool) async {
        let inbox = Inbox<Int>(capacity: 2)
        inbox.put(1)
        inbox.close(forgetting: forgetting)
        #expect(!inbox.put(2))
        var batch: [Int] = []
        #expect(await inbox.take(into: &batch) == (forgetting ? nil : 0))
        #expect(batch == (forgetting ? [] : [1]))
        batch = []
        #expect(await inbox.take(into: &batch) == nil)
    }

    /// From many threads at once: nothing is lost, and nothing comes twice.
    @Test func everyElementComesOnce() async {
        let inbox = Inbox<Int>(capacity: 100_000)
        let count = await withTaskGroup(of: Void.self, returning: Int.self) { group in
            for _ in 0..<8 { group.addTask { for number in 0..<1_000 { inbox.put(number) } } }
            var (count, batch) = (0, [Int]())
            while count < 8_000 {
                guard await inbox.take(into: &batch) == 0 else { break }
                count += batch.count
                batch = []
            }
            return count
        }
        #expect(count == 8_000)
    }
}
