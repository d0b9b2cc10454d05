import Synchronization
import Testing

@testable import voicelived

@Suite struct AlarmListTests {
    private let origin = ContinuousClock.now
    private let rung = Rung()

    private final class Rung: Sendable {
        let names = Mutex<[String]>([])
        func ring(_ name: String) -> @Sendable () -> Void { { self.names.withLock { $0.append(name) } } }
    }

    private func add(_ name: String, _ seconds: Int, to list: inout AlarmList) -> Int {
        list.add(origin + .seconds(seconds), rung.ring(name))
    }

    private func rings(_ list: inout AlarmList, at seconds: Int) -> [String] {
        for ring in list.takeDue(at: origin + .seconds(seconds)) { ring() }
        return rung.names.withLock { names in
            defer { names = [] }
            return names
        }
    }

    @Test func ringsWhatIsDueSoonestFirst() {
        var list = AlarmList()
        _ = add("late", 30, to: &list)
        _ = add("soon", 10, to: &list)
        _ = add("between", 20, to: &list)
        #expect(list.next == origin + .seconds(10))
        #expect(rings(&list, at: 9) == [])
        #expect(rings(&list, at: 20) == ["soon", "between"])
        #expect(list.next == origin + .seconds(30))
        #expect(rings(&list, at: 99) == ["late"])
        #expect(list.isEmpty && list.next == nil)
    }

    @Test func thoseOfOneInstantRingInTheOrderTheyCame() {
        var list = AlarmList()
        for name in ["a", "b", "c"] { _ = add(name, 10, to: &list) }
        #expect(rings(&list, at: 10) == ["a", "b", "c"])
    }

    @Test func whatIsTakenBackDoesNotRing() {
        var list = AlarmList()
        let first = add("first", 10, to: &list)
        _ = add("second", 10, to: &list)
        list.remove(first)
        list.remove(99)
        #expect(rings(&list, at: 10) == ["second"])
    }
}
