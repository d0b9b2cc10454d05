import Testing

@testable import Configuration

@Suite("Defaults follow what was written")
struct FollowingDefaultsTests {
    @Test(arguments: [
        ("audio.fragment_ms = 50", "audio.latency_ms", "50"),
        ("control.max_clients = 4", "control.max_clients_per_user", "4"),
        ("speech.start_probability = 0.2", "speech.continue_probability", "0.2"),
        ("barge_in.suspect_after_ms = 400", "barge_in.confirm_after_ms", "400"),
        ("barge_in.probability = 0.8", "barge_in.confirm_probability", "0.8"),
        ("barge_in.confirm_probability = 0.4", "barge_in.probability", "0.4"),
        ("link.ping_interval = \"5s\"", "link.pong_timeout", "\"5s\""),
        ("link.retry.first = \"60s\"\nlink.retry.max = \"60s\"", "link.retry.max", "\"1m\""),
        ("link.retry.max = \"1s\"", "link.retry.first", "\"500ms\""),
        ("audio.latency_ms = 10", "audio.fragment_ms", "10"),
        ("audio.latency_ms = 19", "audio.fragment_ms", "15"),
        ("session.idle_timeout = \"5s\"", "session.idle_warning", "\"2500ms\""),
        ("session.idle_timeout = \"0s\"", "session.idle_warning", "\"10s\""),
    ])
    func oneKeyAloneIsNeverAConflict(text: String, path: String, value: String) throws {
        let result = LoadResult(text + "\n")
        #expect(result.problems.filter { $0.code != "no_effect" }.map(\.text) == [])
        let key = try #require(SettingTable.key(path))
        #expect(key.text(try #require(result.values)) == value)
    }

    /// Every edge of every key, alone in a file, is a configuration; these need a second key by their nature.
    @Test func everyEdgeAloneLoads() {
        let needSecond: Set = [
            "control.socket", "barge_in.mode", "barge_in.stop_words", "budget.price", "local.dialogue",
            "local.recogniser", "local.speech", "session.idle_warning", "voice.kind",
        ]
        for key in SettingTable.keys where !needSecond.contains(key.name) {
            for sample in key.samples {
                let result = LoadResult("\(key.name) = \(sample)\n")
                let errors = result.problems.filter { $0.severity == .error }.map(\.text)
                #expect(errors == [], "\(key.name) = \(sample)")
            }
        }
    }

    @Test func whatWasWrittenIsNeverChanged() {
        #expect(LoadResult("audio.fragment_ms = 50\naudio.latency_ms = 20\n").codes.contains("conflict"))
        #expect(LoadResult("session.idle_timeout = \"5s\"\nsession.idle_warning = \"6s\"\n").codes.contains("conflict"))
    }
}
