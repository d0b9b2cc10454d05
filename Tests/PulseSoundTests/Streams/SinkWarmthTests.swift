import Sound
import Testing

@testable import PulseSound

@Suite struct SinkWarmthTests {
    @Test func theSinkOutlivesTheDemand() {
        var warmth = SinkWarmth(keep: .seconds(2))
        #expect(!warmth.isOpen)
        warmth.demand(.wanted, at: .milliseconds(0))
        #expect(warmth.isOpen && warmth.deadline == nil)
        warmth.demand(.idle, at: .milliseconds(1_000))
        #expect(warmth.deadline == .milliseconds(3_000))
        warmth.tick(at: .milliseconds(2_999))
        #expect(warmth.isOpen)
        warmth.tick(at: .milliseconds(3_000))
        #expect(!warmth.isOpen)
    }

    @Test func aNewDemandKeepsItOpen() {
        var warmth = SinkWarmth(keep: .milliseconds(500))
        warmth.demand(.wanted, at: .milliseconds(0))
        warmth.demand(.idle, at: .milliseconds(100))
        warmth.demand(.idle, at: .milliseconds(400))
        #expect(warmth.deadline == .milliseconds(600))
        warmth.demand(.wanted, at: .milliseconds(500))
        warmth.tick(at: .milliseconds(5_000))
        #expect(warmth.isOpen)
    }

    @Test func withoutATimeItStaysForEver() {
        var warmth = SinkWarmth(keep: nil)
        warmth.demand(.wanted, at: .milliseconds(0))
        warmth.demand(.idle, at: .milliseconds(1))
        #expect(warmth.deadline == nil)
        warmth.keep(.zero, at: .milliseconds(10))
        warmth.tick(at: .milliseconds(10))
        #expect(!warmth.isOpen)
    }
}
