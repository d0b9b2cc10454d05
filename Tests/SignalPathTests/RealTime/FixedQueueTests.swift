import Sound
import Testing

@testable import SignalPath

@Suite struct FixedQueueTests {
    @Test func refusesWhenFullAndComesRound() {
        var queue = FixedQueue(capacity: 3, filledWith: 0)
        let taken = (1...4).map { queue.append($0) }
        #expect(taken == [true, true, true, false])
        queue.removeFirst()
        _ = queue.append(4)
        #expect(elements(queue) == [2, 3, 4])
        queue.removeLast()
        queue[1] = 9
        #expect(elements(queue) == [2, 9])
        queue.removeAll()
        queue.removeFirst()
        queue.removeLast()
        #expect(elements(queue) == [])
    }

    private func elements(_ queue: borrowing FixedQueue<Int>) -> [Int] {
        var elements: [Int] = []
        for offset in 0..<queue.count { elements.append(queue[offset]) }
        return elements
    }

    private func check(_ found: PlayedRun?, _ wanted: PlayedRun?) { #expect(found == wanted) }

    private func run(_ device: Int64, _ count: Int, content: Int64) -> PlayedRun {
        var run = PlayedRun.blank
        run.device = SampleTime(device)
        run.count = count
        run.content = content
        return run
    }

    @Test func runsJoinSplitAndAreForgotten() {
        var runs = PlayedRuns(capacity: 4)
        runs.append(run(0, 100, content: 0))
        runs.append(run(100, 100, content: 100))
        check(runs.newest, run(0, 200, content: 0))
        runs.append(run(300, 50, content: 200))
        check(runs.removeLast(from: SampleTime(150)), run(300, 50, content: 200))
        check(runs.removeLast(from: SampleTime(150)), run(150, 50, content: 150))
        check(runs.removeLast(from: SampleTime(150)), nil)
        runs.forget(before: SampleTime(150))
        check(runs.newest, nil)
    }
}
