package import Sound

/// 10 ms of the person's voice, and what the pipeline thinks of it.
package struct ProcessedBlock: BitwiseCopyable, Sendable {
    /// At the pipeline's rate; `start` counts its samples, jumps where sound was lost.
    package var block: Block
    /// Microphone sample that the block's first sample is, all delays accounted for.
    package var captured: SampleTime
    /// Rate of `captured`, `speech` and `bargeIn`.
    package var captureRate: StreamRate
    /// The microphone before echo and noise were taken out, and the loudspeaker under it; `nil` unless asked for.
    /// Ahead of `block` by 10 ms when noise is suppressed.
    package var raw: RawPair?
    /// The same, the loudspeaker's by the clocks alone: its echo is still to be found. `start` counts the microphone's
    /// samples. For recordings that are to be processed again; `nil` unless asked for.
    package var bare: RawPair?
    /// How sure the detectors are of a person (not the loudspeaker) talking now, 0–1. Ahead of `block` by 10 ms when
    /// noise is suppressed.
    package var probability: Float = 0
    /// How sure they must be now, to cut an answer.
    package var certainty: Float = 0
    /// Speech, as far as one block says: the gate's beginning, or more of it.
    package var isHeard = false
    /// Inside speech by the gate.
    package var isSpeech = false
    package var isFarEndActive = false
    /// The microphone was muted on purpose: its silence says nothing.
    package var isMuted = false
    package var speech: SpeechEdge?
    package var bargeIn: BargeInEdge?
    package var microphone = Level()
    /// Behind the echo filters, before anything else.
    package var cancelled = Level()
    package var output = Level()
    /// The loudspeaker, moved to where its echo is.
    package var reference = Level()
    /// Echo return loss enhancement of the linear stage, dB.
    package var echoEnhancement: Float = 0
    /// How sure the echo filter is of itself, 0–1; 0 while only Speex's runs.
    package var echoConfidence: Float = 0
    /// Delay of the echo behind the reference, ms; `nil` until found.
    package var delayMilliseconds: Float?
    /// How fast that grows; 0 until found.
    package var driftPartsPerMillion: Float = 0

    /// What the work on this block took, in microseconds.
    package var workMicroseconds: Float = 0

    static func blank(rate: StreamRate) -> ProcessedBlock {
        ProcessedBlock(block: Block(start: .zero, rate: rate, epoch: 0), captured: .zero, captureRate: rate)
    }
}

/// Microphone and loudspeaker at the pipeline's rate, sample by sample.
package struct RawPair: BitwiseCopyable, Sendable {
    package var microphone: Block
    package var reference: Block
}

/// What a pipeline has met. Counted on its thread.
package struct PipelineCounters: BitwiseCopyable, Sendable, Equatable {
    package var blocks = 0
    /// Microphone samples that never came.
    package var lostSamples = 0
    /// Blocks while the device played, for which the tape had not everything.
    package var shortReferences = 0
    package var rebuilds = 0
    package var delayJumps = 0

    package init() {}
}
