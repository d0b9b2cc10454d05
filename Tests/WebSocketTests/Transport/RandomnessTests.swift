import Testing

@testable import WebSocket

@Suite struct RandomnessTests {
    @Test func noMaskKeyComesTwice() {
        let keys = (0..<1_000).map { _ in MaskSource.unpredictable.next().bits }
        // Two of a thousand are alike by chance once in 8,600 runs; three pairs never.
        #expect(Set(keys).count >= 998)
    }
}
