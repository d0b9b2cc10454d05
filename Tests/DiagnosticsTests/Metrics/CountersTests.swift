import Testing

@testable import Diagnostics

@Suite("OpenMetrics text")
struct CountersTests {
    @Test func whatWasCountedIsInTheText() {
        let counters = Counters(version: "1.2\"3", methods: ["rpc.ping"], profiles: ["kiosk"], currencies: ["EUR"])
        counters.sessions["kiosk", "idle"].add(2)
        counters.audioFrames["capture"].add(480)
        counters.controlRequests["rpc.ping", "ok"].add()
        counters.controlRequests["made.up", "ok"].add(3)
        counters.linkUp[].set(1)
        let text = counters.openMetrics(process: nil)
        #expect(text.contains("voicelived_build_info{version=\"1.2\\\"3\"} 1\n"))
        #expect(text.contains("voicelived_sessions_total{profile=\"kiosk\",end=\"idle\"} 2\n"))
        #expect(text.contains("voicelived_audio_frames_total{dir=\"capture\"} 480\n"))
        #expect(text.contains("voicelived_ipc_requests_total{method=\"other\",result=\"ok\"} 3\n"))
        #expect(text.contains("voicelived_link_up 1.0\n"))
        #expect(!text.contains("made.up"))
        #expect(text.hasSuffix("# EOF\n"))
    }

    @Test func everySampleBelongsToADescribedFamily() {
        let text = Counters(version: "1").openMetrics(process: ProcessFigures.read())
        var types: [String: String] = [:]
        var seen = Set<String>()
        for line in text.split(separator: "\n") where line != "# EOF" {
            let words = line.split(separator: " ")
            if words[0] == "#" {
                if words[1] == "TYPE" {
                    #expect(types[String(words[2])] == nil, "described twice: \(words[2])")
                    types[String(words[2])] = String(words[3])
                }
                continue
            }
            #expect(Double(words[words.count - 1]) != nil, "\(line)")
            #expect(seen.insert(String(words[0])).inserted, "twice: \(line)")
            let name = String(words[0].prefix { $0 != "{" })
            let suffixes = ["_total", "_bucket", "_sum", "_count", "_info", ""]
            #expect(
                suffixes.contains { name.hasSuffix($0) && types[String(name.dropLast($0.count))] != nil }, "\(line)")
        }
        #expect(types.count > 35)
    }

    @Test func aTurnReachesItsHistograms() {
        let counters = Counters(version: "1")
        var turn = TurnTiming(turn: "t-1")
        turn.mark(.sent, at: .milliseconds(100))
        turn.mark(.answered, at: .milliseconds(350))
        counters.observe(turn)
        let text = counters.openMetrics(process: nil)
        #expect(text.contains("voicelived_turn_latency_seconds_bucket{segment=\"service\",le=\"0.3\"} 1\n"))
        #expect(text.contains("voicelived_turn_latency_seconds_sum{segment=\"service\"} 0.25\n"))
        #expect(text.contains("voicelived_turn_latency_seconds_count{segment=\"total\"} 0\n"))
    }

    @Test func theKernelsFiguresAreRead() throws {
        let figures = try #require(ProcessFigures.read())
        #expect(figures.residentBytes > 1_000_000 && figures.openDescriptors >= 3 && figures.threads >= 1)
    }

    @Test func aNameWithBracketsDoesNotShiftTheFigures() {
        let line = "7 (a) b) S 1 1 1 0 -1 0 0 0 0 0 250 50 0 0 20 0 9 0 100 4096 3 0"
        let figures = ProcessFigures.parse(stat: line, ticksPerSecond: 100, pageSize: 4096, openDescriptors: 5)
        #expect(
            figures
                == ProcessFigures(
                    cpuSeconds: 3, residentBytes: 12288, virtualBytes: 4096, openDescriptors: 5, threads: 9))
        #expect(ProcessFigures.parse(stat: "7 (a", ticksPerSecond: 1, pageSize: 1, openDescriptors: 0) == nil)
    }
}
