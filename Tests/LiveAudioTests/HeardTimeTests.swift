import Conversation
import SignalPath
import Sound
import Testing

@testable import LiveAudio

struct HeardTimeTests {
    @Test(arguments: [1, 26_543, 24_000, 2_399]) func aWholeAnswerIsHeardWhole(samples: Int64) {
        var account = ItemAccount()
        account.rate = StreamRate(hertz: 24_000)
        account.heard = samples
        #expect(account.heardTime == .lasting(samples: Int(samples), at: 24_000))
    }

    @Test func nothingHeardIsNoTime() {
        #expect(ItemAccount().heardTime == .zero)
    }
}
