import Glibc
import Synchronization
import TestBench
import Testing

@testable import Recording

/// Recordings grow old as time passes, not as the machine's clock is set.
@Suite struct AgeClockTests {
    private static let start = 1_800_000_000
    private static let day = 86_400

    private static func reading(
        _ wall: Int, trusted: Bool = false, boot: String? = "a", uptime: Int
    ) -> AgeClock.Reading {
        AgeClock.Reading(wall: wall, isTrusted: trusted, boot: boot, uptime: uptime)
    }

    private func clock(trusted: Bool) -> AgeClock {
        AgeClock(Self.reading(Self.start, trusted: trusted, uptime: 100), newest: Self.start)
    }

    @Test(arguments: [false, true]) func aJumpWithinABootAgesNothing(trusted: Bool) {
        var clock = clock(trusted: trusted)
        #expect(clock.look(Self.reading(Self.start + 60, trusted: trusted, uptime: 160)) == nil)
        #expect(clock.look(Self.reading(Self.start + 400 * Self.day, trusted: trusted, uptime: 200)) == nil)
        #expect(clock.now == Self.start + 100)
        _ = clock.look(Self.reading(Self.start - 5 * Self.day, trusted: trusted, uptime: 300))
        #expect(clock.now == Self.start + 200)
    }

    @Test func aClockInGoodHandsIsFollowedInSmallSteps() {
        var clock = clock(trusted: true)
        #expect(clock.look(Self.reading(Self.start + 80, trusted: true, uptime: 160)) == nil)
        #expect(clock.now == Self.start + 80)
    }

    @Test func timeInWhichTheMachineWasOffCountsWhenSomebodyVouches() {
        var clock = clock(trusted: true)
        let correction = clock.look(
            Self.reading(Self.start + 30 * Self.day, trusted: true, boot: "b", uptime: 20))
        #expect(clock.now == Self.start + 30 * Self.day)
        // Nothing was dated in doubt: what is older than the last sure instant is as old as it looks.
        #expect(correction == .init(after: Self.start, seconds: 30 * Self.day - 20))
    }

    @Test func withoutAnybodysWordADayAtMostIsBelieved() {
        var clock = clock(trusted: true)
        _ = clock.look(Self.reading(Self.start + 30 * Self.day, boot: "b", uptime: 20))
        #expect(clock.now == Self.start + 20 + Self.day)
        _ = clock.look(Self.reading(Self.start + 31 * Self.day, boot: "b", uptime: 500))
        #expect(clock.now == Self.start + 500 + Self.day)
        _ = clock.look(Self.reading(Self.start + 60, boot: "c", uptime: 20))
        #expect(clock.now == Self.start + 520 + Self.day)
    }

    /// A box without a clock of its own wakes with the time of its last shutdown, records, and learns the time then.
    @Test func whatWasDatedInDoubtIsDatedAnew() {
        var clock = clock(trusted: true)
        _ = clock.look(Self.reading(Self.start + 10, boot: "b", uptime: 10))
        _ = clock.look(Self.reading(Self.start + 600, boot: "b", uptime: 600))
        #expect(clock.now == Self.start + 600)
        let correction = clock.look(
            Self.reading(Self.start + 20 * Self.day, trusted: true, boot: "b", uptime: 700))
        #expect(correction == .init(after: Self.start, seconds: 20 * Self.day - 700))
        #expect(clock.look(Self.reading(Self.start + 20 * Self.day + 5, trusted: true, boot: "b", uptime: 705)) == nil)
    }

    @Test func aBootThatNobodyNamesIsTheSameWhileItsClockGoesOn() {
        var clock = AgeClock(Self.reading(Self.start, boot: nil, uptime: 100), newest: nil)
        for look in 1...20 {
            _ = clock.look(Self.reading(Self.start + 50 * Self.day, boot: nil, uptime: 100 + look))
        }
        #expect(clock.now == Self.start + 20)
    }

    @Test func theFirstLookOfAllBelievesTheNewestRecording() {
        let ahead = Self.reading(Self.start + 900 * Self.day, uptime: 10)
        #expect(AgeClock(ahead, newest: Self.start).now == Self.start + Self.day)
        let behind = Self.reading(0, uptime: 10)
        #expect(AgeClock(behind, newest: nil).now == AgeClock.firstBelievable)
    }

    @Test func aLineIsTheWholeClock() {
        var clock = clock(trusted: true)
        _ = clock.look(Self.reading(Self.start + 9, trusted: true, boot: nil, uptime: 9))
        #expect(AgeClock(line: clock.line) == clock)
        for line in ["", "1 2", "2 1800000000 0 5 0 -", "1 5 0 5 0 -", "1 1800000000 1800000001 5 0 -", "x"] {
            #expect(AgeClock(line: line) == nil, "\(line)")
        }
    }

    // MARK: With recordings

    private final class Bench: Sendable {
        let folder: TemporaryFolder
        let shelf: RecordingShelf
        let reading = Mutex(AgeClockTests.reading(AgeClockTests.start, trusted: true, uptime: 100))
        let limits = ShelfLimits(totalBytes: 1 << 30, freeBytes: 0, days: 7)

        init() throws {
            folder = try TemporaryFolder("ages")
            shelf = RecordingShelf(folder.path + "/recordings")
        }

        /// As after a restart of the daemon.
        var clock: ShelfClock { ShelfClock(folder.path + "/clock") { [self] in reading.withLock { $0 } } }

        func set(_ reading: AgeClock.Reading) { self.reading.withLock { $0 = reading } }

        func record(_ text: String) throws {
            let name = try #require(RecordingName(text))
            let writer = try shelf.open(name, TrackShape(rate: 16_000, channels: 1))
            try writer.append([1, 0])
            try writer.finish()
            shelf.date(name, clock.now(on: shelf))
        }

        func tidy() -> [String] { shelf.tidy(limits, now: clock.now(on: shelf)).map(\.text) }
    }

    @Test func aForwardJumpWipesNothing() throws {
        let bench = try Bench()
        try bench.record("hall")
        bench.set(Self.reading(Self.start + 300 * Self.day, trusted: true, uptime: 200))
        #expect(bench.tidy() == [])
        try bench.record("meanwhile")
        bench.set(Self.reading(Self.start + 300, trusted: true, uptime: 300))
        #expect(bench.tidy() == [])
        bench.set(Self.reading(Self.start + 8 * Self.day, trusted: true, uptime: 100 + 8 * Self.day))
        #expect(bench.tidy() == ["hall", "meanwhile"])
    }

    @Test func aBoxWithoutAClockKeepsWhatItRecordedBeforeItKnewTheTime() throws {
        let bench = try Bench()
        try bench.record("before")
        // Off for twenty days; the clock wakes where it stopped.
        bench.set(Self.reading(Self.start + 60, boot: "b", uptime: 60))
        #expect(bench.tidy() == [])
        try bench.record("today")
        bench.set(Self.reading(Self.start + 20 * Self.day, trusted: true, boot: "b", uptime: 120))
        #expect(bench.tidy() == ["before"])
        bench.set(Self.reading(Self.start + 26 * Self.day, trusted: true, boot: "b", uptime: 120 + 6 * Self.day))
        #expect(bench.tidy() == [])
        bench.set(Self.reading(Self.start + 28 * Self.day, trusted: true, boot: "b", uptime: 120 + 8 * Self.day))
        #expect(bench.tidy() == ["today"])
    }

    @Test func aDamagedClockIsMadeAnew() throws {
        let bench = try Bench()
        try bench.record("hall")
        try DiskFile.replace(bench.folder.path + "/clock", with: [0, 255, 1])
        bench.set(Self.reading(Self.start + 300 * Self.day, uptime: 200))
        #expect(bench.tidy() == [])
    }
}
