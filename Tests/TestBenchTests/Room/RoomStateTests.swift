import Testing

@testable import TestBench

@Suite struct RoomStateTests {
    /// Loudspeaker and microphone in step: every 5 ms both move by 240 samples.
    private func run(_ state: inout RoomState, milliseconds: Int, from start: Int = 0, sound: Int16 = 0) {
        for time in stride(from: start, to: start + milliseconds, by: 5) {
            state.observe(played: true, Int64(time) * 1_000)
            state.record([Int16](repeating: sound, count: 240))
            state.observe(played: false, Int64(time) * 1_000 + 30_000)
            _ = state.take(240)
        }
    }

    @Test func theClocksSettleAndTheDelayIsThatOnTheClock() throws {
        var state = RoomState(RoomSettings(echoDecibels: 0, delayMilliseconds: 10))
        #expect(state.offset == nil)
        run(&state, milliseconds: 500)
        // The microphone's numbers are 30 ms early by the clock, so 130 ms of delay are 100 ms of numbers.
        #expect(state.offset == 100 * 48)
        #expect(state.measure().anchorings == 1)
        #expect(state.playedClock.instant(48_000) == 1_000_000)
    }

    @Test func aStreamThatBeginsAnewSilencesTheEchoUntilItIsKnown() {
        var state = RoomState(RoomSettings())
        run(&state, milliseconds: 500)
        state.disturb(played: true)
        #expect(state.offset == nil)
        run(&state, milliseconds: 500, from: 2_000)
        #expect(state.offset != nil)
        #expect(state.measure().anchorings == 2)
        #expect(state.measure().disturbances == 1)
    }

    @Test func aJumpOfOneClockIsNoticed() {
        var state = RoomState(RoomSettings())
        run(&state, milliseconds: 2_000)
        let before = state.offset
        // Half a second in which the loudspeaker stood still.
        for time in stride(from: 2_500, to: 5_000, by: 5) {
            state.observe(played: true, Int64(time) * 1_000)
            state.record([Int16](repeating: 0, count: 240))
            state.observe(played: false, Int64(time - 500) * 1_000 + 30_000)
            _ = state.take(240)
        }
        #expect(state.measure().anchorings == 2)
        #expect(state.offset != before)
    }

    @Test func speechIsAtItsSampleAndClipsLikeAConverter() {
        var state = RoomState(RoomSettings())
        state.inject([20_000, 20_000, -20_000], at: 300, gain: 1)
        state.inject([20_000, 1, -20_000], at: 300, gain: 1)
        #expect(state.take(512)[298..<304] == [0, 0, 32_767, 20_001, -32_768, 0])
    }

    @Test func noiseRepeats() {
        var settings = RoomSettings()
        settings.noise = [1, 2, 3]
        var state = RoomState(settings)
        #expect(state.take(7) == [1, 2, 3, 1, 2, 3, 1])
        #expect(state.horizon == 256)
    }

    @Test func aTapeForgetsItsOldestSamples() {
        var tape = SampleTape(capacity: 8)
        tape.append([1, 2, 3, 4, 5, 6])
        tape.append([7, 8, 9])
        #expect(tape.end == 9)
        #expect(tape.start == 3)
        #expect(tape.read(2..<5) == [0, 4, 5])
        #expect(tape.read(8..<11) == [9, 0, 0])
        #expect(tape.read(20..<22) == [0, 0])
    }
}
