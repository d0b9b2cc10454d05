import ControlProtocol
import Sound
import Testing

@testable import voicelived

@Suite struct StatusBoardTests {
    /// Whoever looks seldom while nothing goes on must not be late for a session.
    @Test func whoComesStirsAndWhoGoesDoesNot() async {
        let nothing = StatusBoard.Present()
        var card = nothing
        card.sound = SoundStatus()
        #expect(card.hasMore(than: nothing))
        #expect(!card.hasMore(than: card))
        #expect(!nothing.hasMore(than: card))
        var client = nothing
        client.clients = 3
        #expect(!client.hasMore(than: nothing))
    }

    @Test func aStirWaitsForItsReader() async {
        let board = StatusBoard()
        board.change { $0.sound = SoundStatus() }
        var stirs = board.stirs.makeAsyncIterator()
        #expect(await stirs.next() != nil)
    }
}
