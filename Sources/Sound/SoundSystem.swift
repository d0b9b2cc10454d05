/// A sound card as the daemon sees it: one microphone stream, one loudspeaker stream, and the truth about both.
///
/// ## Threads
/// - The system owns **one thread** ("the sound thread"). All calls into the sound server, all of `CaptureSink` and
///   `PlaybackSource` happen there and nowhere else.
/// - Every method below may be called from any thread. Each returns at once: it leaves a note for the sound thread.
///   Notes are kept in the order they were left.
/// - `events` may be consumed by one task.
///
/// ## Lifetime
/// - `start` is called once, `stop` once after it. `start` does not fail for want of a server, a device or a right:
///   those are states, told by events, and the system keeps trying by itself until `stop`.
/// - After `stop` returned, the sound thread is gone and neither sink nor source is called again.
///
/// ## Capture
/// - Runs from `start` to `stop`, whenever there is a microphone, whether or not anything plays.
/// - Every 10 ms block reaches `CaptureSink.captured` whole and in order, at the device's own rate. Lost sound is a
///   jump in `Block.start` and is reported by `.lost`; it is never filled with silence. A rebuilt stream has a higher
///   `Block.epoch`; its sample index goes on rising.
///
/// ## Playback
/// - The device stream exists only while `PlaybackDemand` wants it, or as long as `SoundSettings.keepSinkWarm` says.
/// - `PlaybackSource.render` is asked for sound exactly as the device takes it, at most a block at a time. What it
///   delivered is on the `ReferenceTape` under the same sample index before the device can play it. After a second of
///   silence up to 80 ms of it may be rendered ahead; `hurryPlayback` takes that back.
/// - Sound that comes too late for the device makes the index of the next `render` jump forward: silence was played
///   there. It is reported by `.lost` when there was something to hear.
/// - `cutPlayback` makes the loudspeaker fall silent with a fade of at most 10 ms and drops what was rendered ahead.
///   Dropped sound leaves the tape, then `PlaybackSource.takenBack` names the first sample that was not played.
///   Sample indices go on from there: an index names the sample that was really played at that place.
/// - `hurryPlayback` drops the silence that was rendered ahead behind the last sound, as far as the device has not taken
///   it, and renders anew from there: what came meanwhile is heard earlier than at the device's next request, and from
///   its first sample. Told of like a cut; sound is left alone.
/// - A stream that ends (device unplugged, server gone, no longer wanted) takes back what it did not play in the same
///   way; the next `prepare` starts there.
/// - `PlaybackSource.heard` is told how far the loudspeaker really got, at least every 20 ms while there is something to
///   hear, and in silence at least every 250 ms.
package protocol SoundSystem: Sendable {
    /// What changes, in order. Holds the newest 256 when nobody reads; `status` always tells the present.
    var events: AsyncStream<SoundEvent> { get }

    /// The present state of everything that `events` tells changes of.
    var status: SoundStatus { get }

    func start(_ wiring: SoundWiring)

    /// Replaces the settings. Only streams whose settings differ are rebuilt. `threadPriority` counts at `start` only.
    func apply(_ settings: SoundSettings)

    func demandPlayback(_ demand: PlaybackDemand)

    /// Silences the loudspeaker and takes back what it did not play. See "Playback".
    func cutPlayback()

    /// Sound came after a silence: plays it as soon as the device can. See "Playback".
    func hurryPlayback()

    /// Ends streams and thread. Blocks until the sound thread ended (at most about a second).
    func stop()
}

/// Where a sound system delivers to and takes from. Both ends are called on the sound thread only.
package struct SoundWiring: Sendable {
    package var capture: any CaptureSink
    package var playback: any PlaybackSource
    /// Written by the sound thread with all that the loudspeaker is given.
    package var reference: ReferenceTape

    package init(capture: any CaptureSink, playback: any PlaybackSource, reference: ReferenceTape) {
        self.capture = capture
        self.playback = playback
        self.reference = reference
    }
}

/// Takes the microphone's blocks. Called on the sound thread: must not block, lock, allocate or log.
package protocol CaptureSink: AnyObject, Sendable {
    /// One block. `clock` ties its first sample to the loudspeaker's clock.
    func captured(_ block: Block, clock: ClockPair)
}

/// Delivers the loudspeaker's sound. Called on the sound thread: `render`, `takenBack` and `heard` must not block,
/// lock, allocate or log. `prepare` may allocate.
package protocol PlaybackSource: AnyObject, Sendable {
    /// A stream was opened at `rate`; its next sample is `start`. Sound rendered before and not heard is lost.
    func prepare(rate: StreamRate, start: SampleTime)

    /// Fill all of `target`, with silence where there is nothing to say. Its first sample is number `start`.
    /// Returns whether any of it was sound rather than silence for want of sound.
    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool

    /// The device dropped what was rendered from `first` on; the next `render` starts at `first` again.
    func takenBack(from first: SampleTime)

    /// Every sample before `end` left the loudspeaker.
    func heard(until end: SampleTime)
}

/// "While sample `capture` was recorded, sample `playback` was leaving the loudspeaker", as well as the sound server
/// can tell (off by under 1 ms on PulseAudio when idle, by up to 17 ms on PipeWire).
///
/// The pair is measured once an epoch and then carried forward by counting samples, so that it does not jitter: within
/// an epoch only the drift between the two device clocks changes its truth.
package struct ClockPair: BitwiseCopyable, Sendable, Equatable {
    package var capture: SampleTime
    package var playback: SampleTime
    package var captureRate: StreamRate
    package var playbackRate: StreamRate
    /// Raised with every new pair: either stream started or moved, or lost samples and a measure contradicted the pair
    /// by more than a millisecond (indices jump by what was lost, so that it mostly still fits).
    package var epoch: UInt32
    /// `false` while the loudspeaker's stream is closed: there is no reference, and no echo.
    package var isPlaying: Bool

    package init(
        capture: SampleTime, playback: SampleTime, captureRate: StreamRate, playbackRate: StreamRate, epoch: UInt32,
        isPlaying: Bool
    ) {
        self.capture = capture
        self.playback = playback
        self.captureRate = captureRate
        self.playbackRate = playbackRate
        self.epoch = epoch
        self.isPlaying = isPlaying
    }

    /// The loudspeaker's sample that was leaving it while `time` was recorded.
    package func playbackTime(at time: SampleTime) -> SampleTime {
        let elapsed = time.samples - capture.samples
        return SampleTime(playback.samples + elapsed * Int64(playbackRate.hertz) / Int64(captureRate.hertz))
    }
}

/// Whether the loudspeaker's stream should exist.
package enum PlaybackDemand: Sendable, Equatable {
    /// Nothing will be said: the stream is closed after `SoundSettings.keepSinkWarm`.
    case idle
    /// Something is or will soon be said: the stream is open.
    case wanted
}
