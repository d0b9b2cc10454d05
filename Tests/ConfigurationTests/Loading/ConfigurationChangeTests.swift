import Testing

@testable import Configuration

@Suite("What a reload changes")
struct ConfigurationChangeTests {
    @Test func keysComeWithTheirMoment() throws {
        let old = try #require(LoadResult("").values)
        let new = try #require(
            LoadResult(
                """
                fallback_last_good = true
                audio.latency_ms = 60
                dsp.ns.suppress_db = -10
                conversation.language = "de"
                """
            ).values)
        let changes = ConfigurationChange.between(old, new)
        #expect(
            changes.map(\.path) == [
                "fallback_last_good", "audio.latency_ms", "dsp.ns.suppress_db", "conversation.language",
            ])
        #expect(changes.map(\.applies) == [.restart, .gap, .live, .nextSession])
        #expect(changes[1].from == "40" && changes[1].to == "60")
        #expect(
            changes[2].json.text()
                == #"{"path":"dsp.ns.suppress_db","from":"-15","to":"-10","applied":"live"}"#)
    }

    @Test func endpointsAreComparedKeyByKey() throws {
        let file = { (model: String) in
            "[[endpoint]]\nname = \"a\"\nurl = \"wss://a.example/x\"\ncredential = \"k\"\nmodel = \"\(model)\"\n"
        }
        let old = try #require(LoadResult(file("m1")).values)
        let new = try #require(LoadResult(file("m2")).values)
        #expect(ConfigurationChange.between(old, new).map(\.path) == ["endpoint[0].model"])
        var without = old
        without.endpoints = []
        #expect(ConfigurationChange.between(old, without).map(\.path) == ["endpoint"])
    }

    @Test func aReloadTakesWhatMayChangeNow() throws {
        var random = RepeatableRandom(seed: 11)
        for _ in 0..<30 {
            let (old, new) = (Self.some(&random), Self.some(&random))
            let running = old.taking(ConfigurationChange.atOnce, from: new)
            #expect(
                ConfigurationChange.between(old, running).allSatisfy { ConfigurationChange.atOnce.contains($0.applies) }
            )
            let waiting = ConfigurationChange.between(running, new)
            #expect(waiting.allSatisfy { !ConfigurationChange.atOnce.contains($0.applies) })
            #expect(running.taking(Set(AppliesWhen.allCases), from: new) == new)
        }
    }

    /// Any two configurations there and back: nothing is left of the second, and the text gives the values again.
    @Test func thereAndBackLeavesNothing() throws {
        var random = RepeatableRandom(seed: 42)
        for _ in 0..<60 {
            let (first, second) = (Self.some(&random), Self.some(&random))
            #expect(try Self.again(first) == first)
            let there = ConfigurationChange.between(first, second)
            let back = ConfigurationChange.between(second, first)
            #expect(there.map(\.path) == back.map(\.path))
            #expect(there.map(\.from) == back.map(\.to))
            #expect(there.isEmpty == (first == second))
            #expect(ConfigurationChange.between(first, try Self.again(first)) == [])
            // A profile would lay its own values below those that are not written.
            var plain = first
            plain.general.profile = ""
            let keysWritten = Set(ConfigurationChange.between(Configuration(), plain).map(\.path))
            plain.letDefaultsFollow { keysWritten.contains($0) }
            let loaded = LoadResult(plain.toml)
            #expect(loaded.values == nil ? loaded.codes.contains("conflict") : loaded.values == plain)
        }
    }

    /// A random choice of the keys' edges. Cross-checks are left out: these are values, not sensible rooms.
    private static func some(_ random: inout RepeatableRandom) -> Configuration {
        var configuration = Configuration()
        for key in SettingTable.keys where random.below(3) == 0 && !key.samples.isEmpty {
            set(key, key.samples[random.below(key.samples.count)], &configuration)
        }
        for _ in 0..<random.below(4) {
            var endpoint = EndpointSection()
            for key in EndpointSection.keys where random.below(2) == 0 {
                set(key, key.samples[random.below(key.samples.count)], &endpoint)
            }
            configuration.endpoints.append(endpoint)
        }
        return configuration
    }

    private static func set<Root>(_ key: SettingKey<Root>, _ text: String, _ root: inout Root) {
        var misfits = Misfits()
        guard let node = try? TomlParser.parse(Array("v = \(text)\n".utf8), file: "f").table?.first?.value else {
            return
        }
        key.decode(node, &root, &misfits)
    }

    private static func again(_ configuration: Configuration) throws -> Configuration {
        let check = FileCheck(try TomlParser.parse(Array(configuration.toml.utf8), file: "f"))
        #expect(check.problems.map(\.text) == [])
        var result = Configuration()
        var misfits = Misfits()
        for (path, node) in check.values { SettingTable.key(path)?.decode(node, &result, &misfits) }
        return result
    }
}
