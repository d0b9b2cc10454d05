import DaemonBench
import TestBench
import Testing

/// The box at full volume in a room that echoes: nobody is there, somebody interrupts, somebody coughs.
///
/// `voicelived-bench hearing` does the same for an hour and in more rooms.
@Suite(.serialized, .timeLimit(.minutes(4))) struct HearingTrialLiveTests {
    @Test(arguments: SoundServerKind.allCases) func theBoxHearsPeopleAndNotItself(_ kind: SoundServerKind) async throws
    {
        var trial = try HearingTrial(kind, .kiosk, seed: 4)
        try await trial.begin()
        try await trial.talkAlone(seconds: 6)
        try await trial.clearThroats(coughs: 1, hums: 0)
        for _ in 0..<6 where try await trial.interrupt() { break }
        let tally = trial.tally
        print("figures: \(kind.rawValue): \(tally)")
        // A machine too busy to carry sound may be late and cut in too often, but not every time that it is spoken to.
        let heard = tally.spoken + tally.spokenWhileShaken.filter(isHeard)
        #expect(!heard.isEmpty, "shaken \(tally.shaken) times")
        #expect(tally.selfInterruptions == 0)
        #expect(tally.phantomTurns == 0)
        #expect(tally.coughsThatStopped == 0)
        #expect(tally.spoken.allSatisfy(isHeard))
    }

    /// The answer stopped for it, and the service got it from its beginning.
    private func isHeard(_ spoken: HearingTally.Spoken) -> Bool {
        spoken.silentAfterMilliseconds ?? .infinity < 600 && spoken.isWhole
    }
}
