import Testing

@testable import Configuration

@Suite("Values set while running")
struct RuntimeOverridesTests {
    @Test func liveOverEverythingUntilTheirTimeIsOver() throws {
        var overrides = RuntimeOverrides()
        try overrides.set("dsp.ns.suppress_db", to: "-30", by: "uid 1000", for: .seconds(600), now: .seconds(100))
        try overrides.set("dsp.agc.enabled", to: "false", by: "uid 0", for: nil, now: .seconds(100))
        let result = LoadResult("dsp.ns.suppress_db = -10\n", overrides: overrides)
        #expect(result.values?.noise.suppression == -30 && result.values?.gain.enabled == false)
        #expect(result.effective?.origin(of: "dsp.ns.suppress_db").words == "runtime, 10m left, by uid 1000")
        #expect(result.effective?.origin(of: "dsp.agc.enabled").words == "runtime, by uid 0")

        #expect(overrides.nextDeadline == .seconds(700))
        #expect(overrides.expire(at: .seconds(699)) == [])
        #expect(overrides.expire(at: .seconds(700)) == ["dsp.ns.suppress_db"])
        #expect(LoadResult("dsp.ns.suppress_db = -10\n", overrides: overrides).values?.noise.suppression == -10)
        #expect(overrides.nextDeadline == nil && !overrides.isEmpty)
    }

    @Test func aKeptValueStays() throws {
        var overrides = RuntimeOverrides()
        try overrides.set("speech.hangover_ms", to: "900", by: "a", for: .seconds(1), now: .zero)
        let kept = overrides.keep("speech.hangover_ms")
        #expect(kept)
        #expect(overrides.expire(at: .seconds(99)) == [])
        let first = overrides.unset("speech.hangover_ms")
        let second = overrides.unset("speech.hangover_ms")
        let third = overrides.keep("speech.hangover_ms")
        #expect(first && !second && !third)
    }

    @Test(arguments: [
        ("dsp.ns.supress_db", "-30", RuntimeOverrides.Refusal.unknownKey(nearest: "dsp.ns.suppress_db")),
        ("wobble", "1", .unknownKey(nearest: nil)),
        ("dsp.ns.suppress_db", "5", .value("5 is above the maximum 0")),
        ("dsp.ns.suppress_db", "\"x\"", .value("expected a number, found a string")),
        ("dsp.ns.suppress_db", "-3\naccess.observe_text = true", .value("must be one value")),
        ("access.admin_groups", "[\"x\"]", .forFilesAlone), ("control.socket", "\"/x\"", .forFilesAlone),
        ("control.max_clients", "5", .forFilesAlone), ("endpoint", "[]", .forFilesAlone),
        ("profile", "\"kiosk\"", .forFilesAlone), ("log.format", "\"json\"", .notAtRuntime),
    ])
    func wrongOnesAreRefused(path: String, text: String, refusal: RuntimeOverrides.Refusal) {
        var overrides = RuntimeOverrides()
        #expect(throws: refusal) { try overrides.set(path, to: text, by: "a", for: nil, now: .zero) }
        #expect(overrides.isEmpty)
    }

    @Test func valuesThatClashAreRefusedByTheLoad() throws {
        var overrides = RuntimeOverrides()
        try overrides.set("speech.continue_probability", to: "0.9", by: "a", for: nil, now: .zero)
        #expect(LoadResult("speech.start_probability = 0.5\n", overrides: overrides).codes == ["conflict"])
    }
}
