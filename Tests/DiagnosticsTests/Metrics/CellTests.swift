import Testing

@testable import Diagnostics

@Suite("Counters, gauges, histograms")
struct CellTests {
    @Test func threadsCountTogether() async {
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { counter.add() } }
            }
        }
        #expect(counter.value == 40_000)
    }

    @Test func durationsFallIntoTheirBuckets() {
        let histogram = Histogram(upTo: [.milliseconds(10), .milliseconds(20)])
        for milliseconds in [1, 10, 11, 20, 21, 5000] { histogram.observe(.milliseconds(milliseconds)) }
        histogram.observe(.milliseconds(-5))
        let snapshot = histogram.snapshot()
        #expect(snapshot.buckets.map(\.count) == [3, 5])
        #expect(snapshot.count == 7)
        #expect(snapshot.seconds == 5.063)
    }

    @Test func everyCombinationHasItsCell() {
        let family = Family([LabelSet("a", ["x", "y"]), LabelSet("b", ["1", "2", "3"])]) { Counter() }
        family["x", "3"].add(1)
        family["y", "1"].add(2)
        let lines = family.all.filter { $0.cell.value > 0 }.map { "\($0.labels)=\($0.cell.value)" }
        #expect(lines == [#"a="x",b="3"=1"#, #"a="y",b="1"=2"#])
        #expect(family.all.count == 12)
    }

    @Test func valuesFromOutsideCannotMakeItGrow() {
        let family = Family([LabelSet("method", ["ping"])]) { Counter() }
        for number in 0..<1000 { family["evil\(number)\n\""].add() }
        #expect(family.all.map(\.labels) == [#"method="ping""#, #"method="other""#])
        #expect(family["other"].value == 1000)
    }

    @Test func timeAndGaugesKeepTheirValue() {
        let time = TimeCounter()
        time.add(.milliseconds(1500))
        time.add(.microseconds(-3))
        #expect(time.seconds == 1.5)
        let gauge = Gauge()
        gauge.set(-12.25)
        #expect(gauge.value == -12.25)
    }
}
