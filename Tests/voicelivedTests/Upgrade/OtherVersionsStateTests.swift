import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Glibc
import SignalPath
import TestBench
import Testing

@testable import Recording
@testable import voicelived

/// What a daemon of another version left in the state directory. `state-0.1` is what 0.1 writes, and does not change;
/// `state-later` is the same with what no version knows yet: a package may be taken back.
@Suite struct OtherVersionsStateTests {
    private static let earlier = "state-0.1"
    private static let later = "state-later"
    private static let written = 1_767_225_600

    /// A state directory with that file in it.
    private func folder(_ version: String, _ name: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder("other-version")
        let bytes = try #require(readWholeFile(fixture(version, name)))
        #expect(writeWholeFile(folder.path + "/" + name, bytes))
        return folder
    }

    private func fixture(_ version: String, _ name: String) -> String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/Fixtures/\(version)/\(name)"
    }

    @Test(arguments: [earlier, later]) func aConversationGoesOn(version: String) async throws {
        let folder = try folder(version, "conversation")
        let shelf = JournalShelf(folder: folder.path, wall: { Self.written + 10 })
        let head = try #require(shelf.abandoned(SessionSection()))
        #expect(head.uid == 1_000 && head.client == "kiosk" && head.profile == "kiosk" && head.mode == .ptt)
        #expect(head.idleTimeoutMilliseconds == 90_000)
        let (memory, journal) = shelf.open(head, SessionSection()) { fault in Issue.record("\(fault)") }
        await journal?.settle()
        #expect(memory.lines.map(\.text.text) == ["My name is Ada.", "Hello Ada, dear.", ""])
        #expect(memory.lines.map(\.speaker) == [.person, .assistant, .person])
        #expect(memory.lines[1].heard?.text.text == "Hello Ada," && memory.lines[1].heard?.wasCutShort == true)
        #expect(memory.lines[2].state == .failed(reason: "no words"))
        #expect(memory.totals.inputText == 11 && memory.totals.cachedAudio == 7 && memory.totals.sound == 1_234_567)
        #expect(memory.totals.cost == Cost(billionths: 123_456_789))
        withExtendedLifetime(folder) {}
    }

    /// Nothing is believed because it calls itself newer.
    @Test func aWordOfALaterVersionHasItsCheckToo() throws {
        var bytes = try #require(readWholeFile(fixture(Self.later, "conversation")))
        let whole = JournalText(bytes)
        #expect(whole.length == bytes.count)
        let gesture = try #require(bytes.firstRange(of: Array("gesture".utf8)))
        bytes[gesture.lowerBound] ^= 1
        let damaged = JournalText(bytes)
        #expect(damaged.head != nil && damaged.memory.lines.count == 1)
    }

    @Test(arguments: [earlier, later]) func theRunningSessionIsTakenUp(version: String) throws {
        let bytes = try #require(readWholeFile(fixture(version, "held-session.json")))
        let wire = try JSONParser.parse(bytes)
        let held = try #require(wire["held"].flatMap(HeldSession.init(wire:)))
        #expect(held.name == "s-7" && held.uid == 1_000 && held.client == "kiosk" && held.priority == .vehicle)
        #expect(held.params.profile == "kiosk" && held.params.mode == .ptt)
        #expect(held.params.owner == OwnerPolicy(onGone: .keep, graceMilliseconds: 3_000))
        // The lease is the owner's proof: it must be the very same.
        #expect(held.wire["lease"] == "0123456789abcdef0123456789abcdef")
    }

    @Test(arguments: [earlier, later]) func measuredDevicesAreKnown(version: String) throws {
        let folder = try folder(version, "calibration.json")
        var settings = Settings()
        settings.general.stateDirectory = folder.path
        let card = try #require(CalibrationShelf(settings).last("mic", "speaker"))
        #expect(card["passed"] == true && card["measured"]?["delay_ms"]?.double == 42.5)
    }

    @Test func theDaysSpendingCounts() throws {
        let folder = try folder(Self.earlier, "spending")
        let spending = DaySpending(folder.path + "/spending", today: { "2026-11-22" })
        #expect(spending.spentToday == Cost(billionths: 2_500_000_000))
    }

    @Test func theRoomIsKnown() throws {
        let folder = try folder(Self.earlier, "echo-paths")
        let rooms = RoomMemory(directory: folder.path, log: Log(to: LogDestination.json.output(), level: .error))
        let room = try #require(rooms[DevicePair(capture: "mic", playback: "speaker")])
        #expect(room.shiftMilliseconds == 40 && room.delayMilliseconds == 8 && room.weights == [0.5, -0.25])
    }

    @Test func maintenanceGoesOn() throws {
        let folder = try folder(Self.earlier, "maintenance")
        let log = Log(to: LogDestination.json.output(), level: .error)
        #expect(Maintenance(folder: folder.path, log: log, health: Health()).isOn)
    }

    @Test func recordingsKeepTheirAge() throws {
        let bytes = try #require(readWholeFile(fixture(Self.earlier, "recordings-clock")))
        let clock = try #require(AgeClock(line: String(decoding: bytes, as: UTF8.self)))
        #expect(clock.now == Self.written + 100)
    }
}
