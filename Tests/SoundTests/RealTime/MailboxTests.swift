import Sound
import Synchronization
import TestBench
import Testing

@Suite struct MailboxTests {
    /// Two halves that must always agree: seen apart, a value was torn.
    private struct Pair: BitwiseCopyable, Sendable {
        var number: Int
        var halves: InlineArray<16, Int>

        init(_ number: Int) {
            self.number = number
            halves = InlineArray(repeating: number)
        }

        var isWhole: Bool { halves.indices.allSatisfy { halves[$0] == number } }
    }

    @Test func theNewestValueIsTakenOnce() throws {
        let box = Mailbox(0)
        var sender = try taken(box.takeSender())
        var receiver = try taken(box.takeReceiver())
        #expect(receiver.takeNew() == nil)
        #expect(receiver.current == 0)
        sender.post(1)
        sender.post(2)
        #expect(receiver.current == 0)
        #expect(receiver.takeNew() == 2)
        #expect(receiver.takeNew() == nil)
        #expect(receiver.current == 2)
    }

    @Test func eachEndIsTakenOnce() {
        let box = Mailbox(0)
        let senders = [box.takeSender() != nil, box.takeSender() != nil]
        let receivers = [box.takeReceiver() != nil, box.takeReceiver() != nil]
        #expect(senders == [true, false])
        #expect(receivers == [true, false])
    }

    @Test func twoThreadsSeeWholeValuesOnlyNewerOnesAndTheLast() throws {
        let total = 50_000
        let box = Mailbox(Pair(0))
        let thread = try #require(
            RealTimeThread(name: "sender", priority: 0) { _ in
                guard var sender = box.takeSender() else { return }
                for number in 1...total { sender.post(Pair(number)) }
            })
        var receiver = try taken(box.takeReceiver())
        var last = 0
        var wrong = 0
        while last < total {
            guard let value = receiver.takeNew() else {
                yieldProcessor()
                continue
            }
            if !value.isWhole || value.number <= last { wrong += 1 }
            last = value.number
        }
        thread.join()
        #expect(wrong == 0)
        #expect(receiver.takeNew() == nil)
    }
}
