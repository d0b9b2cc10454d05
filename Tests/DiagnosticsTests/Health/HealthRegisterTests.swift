import Testing

@testable import Diagnostics

@Suite("Health register")
struct HealthRegisterTests {
    @Test func aShortTroubleNeverShows() {
        var health = HealthRegister()
        #expect(health.report(.soundServerDown, now: .seconds(10)) == [])
        #expect(health.visible(at: .seconds(11)) == [])
        #expect(health.nextDeadline(after: .seconds(11)) == .seconds(12))
        #expect(health.clear(.soundServerDown, now: .seconds(11)) == [])
        #expect(health.nextDeadline(after: .seconds(11)) == nil)
    }

    @Test func aLastingOneAppearsChangesAndGoes() {
        var health = HealthRegister()
        _ = health.report(.soundServerDown, detail: "refused", now: .seconds(10))
        #expect(shape(health.advance(to: .seconds(12))) == ["+audio/server_down refused"])
        #expect(health.advance(to: .seconds(13)) == [])
        #expect(
            shape(health.report(.soundServerDown, detail: "timeout", now: .seconds(14)))
                == ["~audio/server_down timeout"])
        #expect(health.visible(at: .seconds(14)).first?.since == .seconds(10))
        #expect(shape(health.clear(.soundServerDown, now: .seconds(15))) == ["-audio/server_down"])
    }

    @Test func aCauseHidesWhatFollowsFromIt() {
        var health = HealthRegister()
        _ = health.report(.noMicrophone, now: .zero)
        #expect(shape(health.advance(to: .seconds(1))) == ["+audio/no_source "])
        // The follower hides at once, though its cause is too young to show.
        #expect(shape(health.report(.soundServerDown, now: .seconds(2))) == ["-audio/no_source"])
        #expect(shape(health.advance(to: .seconds(4))) == ["+audio/server_down "])
        #expect(
            shape(health.clear(.soundServerDown, now: .seconds(9))) == ["-audio/server_down", "+audio/no_source "])
    }

    @Test func theWorstComesFirstThenTheOldest() {
        var health = HealthRegister()
        _ = health.report(.noRealtimePriority, now: .zero)
        _ = health.report(.budgetSpent, now: .seconds(1))
        _ = health.report(.storageFull, now: .seconds(2))
        _ = health.report(.needsCredential, now: .seconds(3))
        #expect(
            health.visible(at: .seconds(3)).map(\.warning.code)
                == ["config/credential", "cloud/budget", "storage/full", "audio/realtime"])
    }

    @Test func clearingWhatIsNotThereIsFine() {
        var health = HealthRegister()
        #expect(health.clear(.storageFull, now: .zero) == [])
    }

    private func shape(_ changes: [HealthRegister.Change]) -> [String] {
        changes.map { change in
            switch change {
            case .appeared(let entry): "+\(entry.warning.code) \(entry.detail)"
            case .detailChanged(let entry): "~\(entry.warning.code) \(entry.detail)"
            case .disappeared(let warning): "-\(warning.code)"
            }
        }
    }
}

@Suite("Health catalogue")
struct HealthCatalogueTests {
    @Test func codesAreUniqueAndCausesKnown() {
        let codes = HealthWarning.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for warning in HealthWarning.all {
            #expect(Set(warning.followsFrom).isSubset(of: codes), "\(warning.code)")
            #expect(!warning.hint.isEmpty && !warning.title.isEmpty)
        }
    }

    @Test func noTroubleExplainsItself() {
        for warning in HealthWarning.all {
            var reached = Set<String>()
            var next = warning.followsFrom
            while let code = next.popLast() {
                guard reached.insert(code).inserted else { continue }
                next += HealthWarning.all.first { $0.code == code }?.followsFrom ?? []
            }
            #expect(!reached.contains(warning.code), "\(warning.code)")
        }
    }
}
