/// What a pipeline knows after a while: for the next one, and for those who train its detector. Not while an audio thread
/// runs it: this allocates.
extension Pipeline {
    /// What was learnt of the way from loudspeaker to microphone; `nil` while that is little.
    package var memory: EchoMemory? {
        guard let delay = tracker.locked, meter.enhancement > 10 else { return nil }
        return EchoMemory(
            shiftMilliseconds: aligner.shift.atEnd / 1_000, delayMilliseconds: delay,
            driftPartsPerMillion: aligner.partsPerMillion, rate: format.rate,
            tailMilliseconds: format.tailMilliseconds, weights: canceller.weights)
    }

    /// Begins where another pipeline stopped in the same room. May free memory: outside of real-time sections.
    package func recall(_ memory: EchoMemory) {
        guard memory.isSane else { return }
        if settings.tracksDelay {
            let drift = settings.correctsDrift ? memory.driftPartsPerMillion : 0
            aligner.recall(milliseconds: memory.shiftMilliseconds, partsPerMillion: drift)
            tracker.recall(memory.delayMilliseconds)
        }
        guard memory.rate == format.rate, memory.tailMilliseconds == format.tailMilliseconds else { return }
        canceller.recall(memory.weights)
    }

    /// For those who train the detector: what it was shown last, and what the echo filters left in each band, dB.
    package var lesson: (features: [Float], left: [Float]) {
        let (features, left) = (hearing.features, hearing.left)
        return (
            (0..<HearingFeatures.count).map { features[$0] },
            (0..<BandPowers.count).map { decibels(power: left[$0]) }
        )
    }
}
