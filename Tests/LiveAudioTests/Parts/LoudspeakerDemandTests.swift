import Sound
import Testing

@testable import LiveAudio

@Suite struct LoudspeakerDemandTests {
    @Test func itStaysOpenWhileBusyAndALittleLonger() {
        var demand = LoudspeakerDemand()
        #expect(demand.want(until: .zero) == .wanted)
        #expect(demand.want(until: .zero) == nil)
        #expect(demand.check(isBusy: true, at: .seconds(100)) == nil)
        #expect(demand.check(isBusy: false, at: .seconds(100) + .milliseconds(999)) == nil)
        #expect(demand.check(isBusy: false, at: .seconds(101)) == .idle)
        #expect(demand.check(isBusy: false, at: .seconds(102)) == nil)
    }

    @Test func anAnswerThatNeverComesIsNotAwaitedForEver() {
        var demand = LoudspeakerDemand()
        #expect(demand.want(until: .seconds(15)) == .wanted)
        #expect(demand.check(isBusy: false, at: .seconds(14)) == nil)
        #expect(demand.check(isBusy: false, at: .seconds(15)) == .idle)
        #expect(demand.want(until: .seconds(30)) == .wanted)
        #expect(demand.release() == .idle)
        #expect(demand.release() == nil)
    }
}
