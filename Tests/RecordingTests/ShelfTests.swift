import Glibc
import TestBench
import Testing

@testable import Recording

/// Recordings on a real disk: whole or not there.
@Suite struct ShelfTests {
    private let folder: TemporaryFolder
    private let shelf: RecordingShelf

    init() throws {
        folder = try TemporaryFolder("shelf")
        shelf = RecordingShelf(folder.path + "/recordings")
    }

    private func name(_ text: String) throws -> RecordingName { try #require(RecordingName(text)) }

    private func write(_ text: String, frames: Int = 160) throws {
        let writer = try shelf.open(try name(text), TrackShape(rate: 16_000, channels: 2))
        try writer.append(Array(repeating: 1, count: frames * 4))
        try writer.finish()
    }

    private var files: [String] { DiskFile.names(in: shelf.folder).filter { !$0.hasPrefix(".") } }

    @Test(arguments: ["../../x", "a/b", "", ".hidden", "-rf", "a\0b", "ä", String(repeating: "a", count: 65), "a b"])
    func whatIsNoNameIsRefused(text: String) { #expect(RecordingName(text) == nil) }

    @Test(arguments: ["a", "hall1", "2026-11-21_x.y", String(repeating: "a", count: 64)])
    func whatIsAName(text: String) { #expect(RecordingName(text)?.text == text) }

    @Test func aRecordingIsSeenWhenItIsWhole() throws {
        let writer = try shelf.open(try name("hall"), TrackShape(rate: 16_000, channels: 2))
        try writer.append([1, 0, 2, 0, 3, 0, 4, 0])
        #expect(shelf.entries.isEmpty && files == ["hall.wav.part"])
        let shape = try writer.finish()
        #expect(shape.frames == 2 && files == ["hall.wav"])
        #expect(try TrackFile(shelf.path(of: try name("hall"))).tracks == [[1, 3], [2, 4]])
        #expect(shelf.entries.map(\.bytes) == [52])
    }

    @Test func anAbandonedOneLeavesNothing() throws {
        let writer = try shelf.open(try name("hall"), TrackShape(rate: 16_000, channels: 1))
        try writer.append([1, 0])
        writer.abandon()
        #expect(files.isEmpty)
        let silent = try shelf.open(try name("hall"), TrackShape(rate: 16_000, channels: 1))
        #expect(throws: RecordingFault.self) { try silent.finish() }
        #expect(files.isEmpty)
    }

    @Test func aNameIsTakenOnce() throws {
        try write("hall")
        #expect(throws: RecordingFault.exists("hall")) {
            try shelf.open(try name("hall"), TrackShape(rate: 16_000, channels: 1))
        }
        try shelf.delete(try name("hall"))
        #expect(files.isEmpty)
        #expect(throws: RecordingFault.missing("hall")) { try shelf.delete(try name("hall")) }
    }

    @Test func anInterruptedRecordingBecomesWhole() throws {
        try write("before")
        // As a kill leaves it: a header that knows no length, and a sample cut in two.
        try DiskFile.replace(
            shelf.folder + "/hall.wav.part", with: TrackShape(rate: 16_000, channels: 2).header + [1, 0, 2, 0, 3])
        try DiskFile.replace(shelf.folder + "/empty.wav.part", with: TrackShape(rate: 16_000, channels: 2).header)
        try DiskFile.replace(shelf.folder + "/short.wav.part", with: [1, 2, 3])
        #expect(shelf.salvage() == [try name("hall")])
        #expect(files == ["before.wav", "hall.wav"])
        #expect(try TrackFile(shelf.path(of: try name("hall"))).tracks == [[1], [2]])
    }

    @Test func theOldestGoFirstWhenThereIsNoRoom() throws {
        for (index, text) in ["a", "b", "c"].enumerated() {
            try write(text)
            try age(text, seconds: 100 - index)
        }
        let size = TrackShape.headerBytes + 160 * 4
        let limits = ShelfLimits(totalBytes: 2 * size, freeBytes: 0, days: 0)
        #expect(shelf.tidy(limits, now: Int(time(nil))).map(\.text) == ["a"])
        #expect(shelf.tidy(limits, now: Int(time(nil))).isEmpty)
        #expect(shelf.tidy(limits, growing: 1, now: Int(time(nil))).map(\.text) == ["b"])
        #expect(shelf.room(limits) == size)
    }

    @Test func whatIsTooOldGoes() throws {
        try write("old")
        try write("new")
        try age("old", seconds: 8 * 86_400)
        let limits = ShelfLimits(totalBytes: 1 << 30, freeBytes: 0, days: 7)
        #expect(shelf.tidy(limits, now: Int(time(nil))).map(\.text) == ["old"])
        #expect(files == ["new.wav"])
    }

    /// A box without a clock of its own records in 1970; then somebody sets the clock.
    @Test func whatWasRecordedBeforeTheClockWasSetIsOfToday() throws {
        try write("early")
        try write("old")
        try age("early", seconds: time(nil) - 100)
        try age("old", seconds: 8 * 86_400)
        let limits = ShelfLimits(totalBytes: 1 << 30, freeBytes: 0, days: 7)
        #expect(shelf.tidy(limits, now: 200).isEmpty)
        #expect(shelf.tidy(limits, now: Int(time(nil))).map(\.text) == ["old"])
        #expect(shelf.tidy(limits, now: Int(time(nil)) + 6 * 86_400).isEmpty)
        #expect(shelf.tidy(limits, now: Int(time(nil)) + 8 * 86_400).map(\.text) == ["early"])
    }

    @Test func thousandsAreTidiedToo() throws {
        try write("first")
        for number in 0..<3_000 {
            #expect(unsafe link(shelf.path(of: try name("first")), shelf.folder + "/r\(number).wav") == 0)
        }
        let size = TrackShape.headerBytes + 160 * 4
        #expect(
            shelf.tidy(ShelfLimits(totalBytes: 5 * size, freeBytes: 0, days: 0), now: Int(time(nil))).count == 2_996)
        #expect(files.count == 5)
    }

    @Test func aLinkIsNotWrittenThrough() throws {
        try write("x")
        let victim = folder.path + "/victim"
        try DiskFile.replace(victim, with: [7])
        #expect(unsafe symlink(victim, shelf.folder + "/hall.wav.part") == 0)
        #expect(throws: RecordingFault.self) {
            try shelf.open(try name("hall"), TrackShape(rate: 16_000, channels: 1))
        }
        _ = shelf.salvage()
        #expect(try DiskFile.read(victim, largest: 100) == [7])
    }

    private func age(_ text: String, seconds: Int) throws {
        let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
        let times = [then, then]
        #expect(unsafe utimensat(AT_FDCWD, shelf.path(of: try name(text)), times, 0) == 0)
    }
}
