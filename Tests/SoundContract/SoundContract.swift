/// The port's promises as checks: the same for every sound system.
package enum SoundContract: String, CaseIterable, Sendable {
    case capturesWithoutPlaying
    case playsOnlyOnDemand
    case theTapeHoldsWhatIsPlayed
    case aCutTakesBackWhatWasNotPlayed
    case soundThatHurriesTakesThePlaceOfSilence
    case anUnpluggedMicrophoneComesBackWithANewEpoch
    case anUnpluggedLoudspeakerTakesBackWhatItDidNotPlay
    case aServerThatWasDownIsFoundAgain
    case aFrozenServerIsAStallAndWhatItCostIsCounted
    case theClocksAreTiedWhileTheLoudspeakerRuns
    case nothingIsCalledAfterStop

    /// Runs the check on a bench whose system was not started yet, and stops the system. Returns what was broken.
    package func breaches(on bench: any ContractBench) throws -> [String] {
        let run = ContractRun(bench)
        defer { run.stop() }
        run.require("captures at last", within: 5_000) { run.isCapturing }
        try check(run)
        return run.breaches + run.probe.seen.breaches
    }

    private func check(_ run: ContractRun) throws {
        switch self {
        case .capturesWithoutPlaying: run.captureAlone()
        case .playsOnlyOnDemand: run.playOnDemand()
        case .theTapeHoldsWhatIsPlayed: run.compareTape()
        case .aCutTakesBackWhatWasNotPlayed: run.cut()
        case .soundThatHurriesTakesThePlaceOfSilence: run.hurry()
        case .anUnpluggedMicrophoneComesBackWithANewEpoch: try run.unplugMicrophone()
        case .anUnpluggedLoudspeakerTakesBackWhatItDidNotPlay: try run.unplugLoudspeaker()
        case .aServerThatWasDownIsFoundAgain: try run.endServer()
        case .aFrozenServerIsAStallAndWhatItCostIsCounted: try run.freezeServer()
        case .theClocksAreTiedWhileTheLoudspeakerRuns: run.tieClocks()
        case .nothingIsCalledAfterStop: run.stopAndListen()
        }
    }
}
