import Conversation
import Sound
import Synchronization

/// The port's promises as checks: the same on every sound card.
enum DuplexContract: String, CaseIterable, Sendable {
    case packetsHaveNoHoles
    case prerollReachesBack
    case muteIsZerosThatSaySo
    case aPartBeginsIsHeardAndEnds
    case partsArePlayedInOrder
    case aPartBehindSilenceIsHeardAtOnce
    case everyRateIsPlayed
    case pauseKeepsThePlace
    case duckPlaysOn
    case cutTellsTheTruthOnce
    case cutOfNothingIsAnswered
    case cutEndsPauseAndDuck
    case whatFollowsACutIsPlayed
    case marksAreToldWhenHeard
    case marksOfCutSoundAreForgotten
    case aWantOfSoundIsTold
    case finishingEarlyOrTwiceIsHarmless
    case whatCannotBePlayedIsTold
    case theLoudspeakerStaysOpenBetweenParts
    case aNewSeatSilencesTheOld

    /// Runs the check on a fresh bench and stops it. Returns what was broken.
    func breaches(on bench: any DuplexBench) async -> [String] {
        let run = DuplexRun(bench)
        await onOwnThread {
            run.until("the microphone opens") { $0.healths.last == .good }
            run.judge = perform(run)
            bench.stop()
        }
        run.judge(run.transcript.events)
        return run.breaches
    }

    /// Does the check's deeds. What it returns looks at all that was told.
    private func perform(_ run: DuplexRun) -> ([DuplexAudioEvent]) -> Void {
        switch self {
        case .packetsHaveNoHoles: run.packets()
        case .prerollReachesBack: run.preroll()
        case .muteIsZerosThatSaySo: run.mute()
        case .aPartBeginsIsHeardAndEnds: run.onePart()
        case .partsArePlayedInOrder: run.twoParts()
        case .aPartBehindSilenceIsHeardAtOnce: run.hurry()
        case .everyRateIsPlayed: run.rates()
        case .pauseKeepsThePlace: run.pause()
        case .duckPlaysOn: run.duck()
        case .cutTellsTheTruthOnce: run.cut()
        case .cutOfNothingIsAnswered: run.cutNothing()
        case .cutEndsPauseAndDuck: run.cutPaused()
        case .whatFollowsACutIsPlayed: run.playAfterCut()
        case .marksAreToldWhenHeard: run.marks()
        case .marksOfCutSoundAreForgotten: run.cutMarks()
        case .aWantOfSoundIsTold: run.starve()
        case .finishingEarlyOrTwiceIsHarmless: run.finishOddly()
        case .whatCannotBePlayedIsTold: run.refuse()
        case .theLoudspeakerStaysOpenBetweenParts: run.waitBetweenParts()
        case .aNewSeatSilencesTheOld: run.replaceSeat()
        }
    }
}

/// Runs what blocks away from the pool's threads, of which there are few.
private func onOwnThread(_ body: @escaping @Sendable () -> Void) async {
    let running = Mutex<RealTimeThread?>(nil)
    await withCheckedContinuation { continuation in
        running.withLock { running in
            running = RealTimeThread(name: "check", priority: 0) { _ in
                body()
                continuation.resume()
            }
            if running == nil { continuation.resume() }
        }
    }
    running.withLock { $0.take() }?.join()
}
