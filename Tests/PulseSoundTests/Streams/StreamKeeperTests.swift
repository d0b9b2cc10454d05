import Sound
import Testing

@testable import PulseSound

@Suite struct StreamKeeperTests {
    private let usb = StreamTarget(device: "usb", index: 4, rate: .highest)
    private let array = StreamTarget(device: "array", index: 5, rate: .highest)

    private func running(_ device: String) -> RunningStream {
        RunningStream(device: device, rate: .highest, grantedSamples: 480, latencyMilliseconds: 10)
    }

    /// A keeper whose stream on `usb` runs since moment 10.
    private func runningKeeper() -> StreamKeeper {
        var keeper = StreamKeeper()
        _ = keeper.plan(target: usb, isWanted: true, isLinked: true, at: .milliseconds(0))
        _ = keeper.opened(running("usb"), isSuspended: false, at: .milliseconds(10))
        _ = keeper.soundPassed(at: .milliseconds(10))
        return keeper
    }

    @Test func opensWhatIsWantedAndThere() {
        var keeper = StreamKeeper()
        #expect(keeper.plan(target: nil, isWanted: true, isLinked: true, at: .milliseconds(0)) == [.report(.noDevice)])
        #expect(
            keeper.plan(target: usb, isWanted: true, isLinked: true, at: .milliseconds(1))
                == [.open(usb), .report(.opening(device: "usb"))])
        #expect(keeper.plan(target: usb, isWanted: true, isLinked: true, at: .milliseconds(2)) == [])
        #expect(
            keeper.opened(running("usb"), isSuspended: false, at: .milliseconds(3)) == [
                .report(.running(running("usb")))
            ])
    }

    @Test func closesWhatIsNoLongerWanted() {
        var keeper = runningKeeper()
        #expect(
            keeper.plan(target: usb, isWanted: false, isLinked: true, at: .milliseconds(20))
                == [.close, .report(.closed)])
        #expect(keeper.deadline == nil)
    }

    @Test func changesOverToAnotherDevice() {
        var keeper = runningKeeper()
        #expect(
            keeper.plan(target: array, isWanted: true, isLinked: true, at: .milliseconds(20))
                == [.close, .open(array), .report(.opening(device: "array"))])
    }

    @Test func anUnpluggedDeviceIsToldAndOpenedWhenItIsBack() {
        var keeper = runningKeeper()
        #expect(keeper.failed(at: .milliseconds(20)) == [.close])
        #expect(keeper.plan(target: nil, isWanted: true, isLinked: true, at: .milliseconds(30)) == [.report(.noDevice)])
        let back = StreamTarget(device: "usb", index: 9, rate: .highest)
        #expect(
            keeper.plan(target: back, isWanted: true, isLinked: true, at: .milliseconds(900))
                == [.open(back), .report(.opening(device: "usb"))])
    }

    @Test func aRefusedStreamIsTriedAgainWithLongerPauses() {
        var keeper = StreamKeeper()
        _ = keeper.plan(target: usb, isWanted: true, isLinked: true, at: .milliseconds(0))
        #expect(keeper.failed(at: .milliseconds(1)) == [.close])
        #expect(keeper.plan(target: usb, isWanted: true, isLinked: true, at: .milliseconds(2)) == [])
        #expect(keeper.deadline == .milliseconds(101))
        #expect(keeper.tick(at: .milliseconds(101)) == [.open(usb)])
        #expect(keeper.failed(at: .milliseconds(102)) == [.close])
        #expect(keeper.deadline == .milliseconds(302))
    }

    @Test func aSleepingDeviceIsNoStall() {
        var keeper = runningKeeper()
        #expect(keeper.suspended(true, at: .milliseconds(20)) == [.report(.suspended(device: "usb"))])
        #expect(keeper.deadline == nil)
        #expect(!keeper.isExpectingSound)
        #expect(keeper.suspended(false, at: .milliseconds(9_000)) == [.report(.running(running("usb")))])
        #expect(keeper.deadline == .milliseconds(10_000))
    }

    @Test func silenceIsToldThenTheStreamReopenedThenTheServerLeft() {
        var keeper = runningKeeper()
        #expect(keeper.tick(at: .milliseconds(1_010)) == [.report(.stalled(milliseconds: 1_000))])
        #expect(keeper.tick(at: .milliseconds(2_010)) == [.report(.stalled(milliseconds: 2_000))])
        #expect(
            keeper.tick(at: .milliseconds(3_010)) == [.report(.stalled(milliseconds: 3_000)), .close, .open(usb)])
        _ = keeper.tick(at: .milliseconds(5_010))
        #expect(keeper.tick(at: .milliseconds(6_010)) == [.report(.stalled(milliseconds: 6_000)), .reconnect])
        // The link is dropped for that, and the stall goes on.
        #expect(keeper.plan(target: nil, isWanted: true, isLinked: false, at: .milliseconds(6_010)) == [.close])
        #expect(keeper.tick(at: .milliseconds(7_010)) == [.report(.stalled(milliseconds: 7_000))])
        _ = keeper.tick(at: .milliseconds(8_010))
        #expect(
            keeper.tick(at: .milliseconds(10_010))
                == [.report(.stalled(milliseconds: 10_000)), .reconnect, .tellFrozen])
    }

    @Test func soundEndsAStall() {
        var keeper = runningKeeper()
        _ = keeper.tick(at: .milliseconds(1_010))
        #expect(keeper.soundPassed(at: .milliseconds(1_500)) == [.report(.running(running("usb")))])
        #expect(keeper.soundPassed(at: .milliseconds(1_510)) == [])
    }

    @Test func anAbsentServerIsNoStall() {
        var keeper = runningKeeper()
        _ = keeper.tick(at: .milliseconds(1_010))
        #expect(keeper.serverIsAbsent() == [.close, .report(.noDevice)])
        #expect(keeper.deadline == nil)
    }

    @Test func aServerThatNeverAnsweredIsFrozenAfterTenSeconds() {
        var keeper = StreamKeeper()
        _ = keeper.plan(target: nil, isWanted: true, isLinked: false, at: .milliseconds(0))
        keeper.serverIsSilent(at: .milliseconds(1_500))
        keeper.serverIsSilent(at: .milliseconds(3_200))
        var told: [Int] = []
        while let deadline = keeper.deadline, deadline < .milliseconds(20_000) {
            if keeper.tick(at: deadline).contains(.tellFrozen) {
                told.append(deadline.milliseconds(since: .milliseconds(0)))
            }
        }
        #expect(told == [11_500])
    }
}
