import Diagnostics
import Testing

@testable import voicelived

@Suite struct StoppingReasonTests {
    @Test(
        arguments: [
            (nil, false, .stopped), (.stop, false, .stopped), (.restart, false, .restart),
            (.shutdown, false, .shutdown),
            (nil, true, .upgrade), (.stop, true, .upgrade), (.restart, true, .upgrade), (.shutdown, true, .shutdown),
        ] as [(ServiceJob?, Bool, StoppingReason)])
    func theReasonIsWhatTheManagerDoesAndWhatLiesOnDisk(job: ServiceJob?, isReplaced: Bool, reason: StoppingReason) {
        #expect(StoppingReason(job, isReplaced: isReplaced) == reason)
    }
}
