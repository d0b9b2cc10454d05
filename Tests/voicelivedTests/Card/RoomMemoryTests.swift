import Diagnostics
import Sound
import TestBench
import Testing

@testable import SignalPath
@testable import voicelived

@Suite struct RoomMemoryTests {
    private let pair = DevicePair(capture: "mic", playback: "speaker")
    private let learnt = EchoMemory(
        shiftMilliseconds: 40, delayMilliseconds: 8, driftPartsPerMillion: 12, rate: StreamRate(hertz: 16_000)!,
        tailMilliseconds: 200, weights: [0.5, -0.25])

    private var log: Log { Log(to: LogDestination.json.output()) }

    @Test func theNextDaemonKnowsTheRoom() throws {
        let folder = try TemporaryFolder("rooms")
        RoomMemory(directory: folder.path, log: log).note(learnt, of: pair)
        #expect(RoomMemory(directory: folder.path, log: log)[pair] == learnt)
        #expect(RoomMemory(directory: folder.path, log: log)[DevicePair(capture: "x", playback: "y")] == nil)
    }

    @Test func withoutADirectoryItKnowsForAsLongAsItLives() {
        let rooms = RoomMemory(directory: nil, log: log)
        rooms.note(learnt, of: pair)
        #expect(rooms[pair] == learnt)
    }

    @Test func aDirectoryThatIsNotThereIsNoReasonToForget() {
        let rooms = RoomMemory(directory: "/nowhere/at/all", log: log)
        #expect(rooms[pair] == nil)
        rooms.note(learnt, of: pair)
        #expect(rooms[pair] == learnt)
    }

    @Test func aPairIsNewsOnceAndOnlyWhole() {
        var watch = PairWatch()
        #expect(watch.noted(capture: "mic", playback: nil) == nil)
        #expect(watch.noted(capture: "mic", playback: "speaker") == pair)
        #expect(watch.noted(capture: "mic", playback: "speaker") == nil)
        #expect(watch.noted(capture: nil, playback: "speaker") == nil)
        #expect(watch.noted(capture: "mic", playback: "phones")?.playback == "phones")
    }
}
