import Configuration
import Conversation
import Diagnostics
import LiveAudio
import SignalPath
import SignalSettings
import Sound
import Synchronization

/// The sound card while it is in use: sound system, pipeline, playout, and the seat for a conversation. Made when a
/// session begins and let go when the last one ended, so that an idle box holds neither microphone nor loudspeaker.
final class SoundCard: Sendable {
    /// Two and a half minutes at 48 kHz are far beyond any delay; the tape needs seconds.
    private static let tapeSamples = 48_000 * 4

    /// One bell a packet; what cannot wait rings at once, and nobody's words may wait for 40 ms.
    private static func pace(_ settings: Settings) -> WakePace {
        var pace = WakePace()
        pace.outputBlocks = settings.blocksPerPacket
        pace.quietBlocks = 4
        return pace
    }

    let audio: LiveAudio
    let system: any SoundSystem
    private let pipeline: PipelineThread
    private let wishes: Mutex<Wishes>
    private let rooms: RoomMemory
    private let remembers: Bool
    private let pair = Mutex(PairWatch())
    private let watch = Mutex<Task<Void, Never>?>(nil)

    private struct Wishes {
        var settings: Settings
        var isRecorded = false
        var isMuted = false

        var pipeline: PipelineSettings {
            var pipeline = PipelineSettings(settings)
            pipeline.keepsBare = isRecorded
            pipeline.isMuted = isMuted
            return pipeline
        }
    }

    /// What the daemon wants to know while the card is open.
    struct Watchers: Sendable {
        var audio: LiveAudio.Watchers
        var status: @Sendable (SoundEvent, SoundStatus) -> Void
        /// Raised with every block of the microphone.
        var captured: ProgressCounter
        var mute: MuteSwitch
        /// Counts of samples.
        var recorded: Counter
        var played: Counter
    }

    /// `nil` when memory, descriptors or threads run out.
    init?(_ settings: Settings, clock: any ConversationClock, rooms: RoomMemory, watchers: Watchers) {
        let tape = ReferenceTape(capacity: Self.tapeSamples)
        let pipelineSettings = PipelineSettings(settings)
        guard let format = PipelineFormat(settings), let playout = Playout(),
            let pipeline = PipelineThread(
                format: format, tape: tape, settings: pipelineSettings, pace: Self.pace(settings),
                bell: SessionThread.shared?.bell)
        else { return nil }
        wishes = Mutex(Wishes(settings: settings))
        self.pipeline = pipeline
        self.rooms = rooms
        remembers = settings.echo.remember
        system = SoundSystems.make(SoundSettings(settings))
        audio = LiveAudio(
            system: system, pipeline: pipeline, playout: playout, clock: clock, settings: pipelineSettings,
            blocksPerPacket: settings.blocksPerPacket, watchers: watchers.audio)
        guard pipeline.start(priority: Int32(settings.audio.realtimePriority)), audio.start(on: SessionThread.shared)
        else { return nil }
        audio.setVolume(decibels: settings.audio.volume)
        audio.setCeiling(decibels: settings.audio.volumeCeiling)
        audio.setFade(milliseconds: SoundSettings(settings).fadeMilliseconds)
        mute(watchers.mute.now.isMuted)
        system.start(
            SoundWiring(
                capture: CountedCapture(
                    pipeline.capture, progress: watchers.captured, samples: watchers.recorded,
                    mute: watchers.mute.gate),
                playback: CountedPlayback(playout.queue, samples: watchers.played), reference: tape))
        let (system, audio) = (system, audio)
        watch.withLock { watch in
            watch = Task { [self] in
                for await event in system.events {
                    audio.note(system.status)
                    recall(system.status)
                    watchers.status(event, system.status)
                }
            }
        }
    }

    /// Takes settings that need no new session: values ramp, and streams are built anew only if they must be.
    func apply(_ settings: Settings) {
        audio.setCeiling(decibels: settings.audio.volumeCeiling)
        audio.setFade(milliseconds: SoundSettings(settings).fadeMilliseconds)
        wishes.withLock { wishes in
            wishes.settings = settings
            audio.apply(wishes.pipeline)
        }
        system.apply(SoundSettings(settings))
    }

    /// The gate before the signal path does the muting; here it is told what that silence means.
    func mute(_ isMuted: Bool) {
        audio.mute(isMuted)
        wishes.withLock { wishes in
            wishes.isMuted = isMuted
            audio.apply(wishes.pipeline)
        }
    }

    /// Whether blocks bring what a recording needs.
    func hand(toRecorder isRecorded: Bool) {
        wishes.withLock { wishes in
            wishes.isRecorded = isRecorded
            audio.apply(wishes.pipeline)
        }
    }

    /// Ends everything and waits for the threads (at most about a second).
    func close() {
        watch.withLock { $0.take() }?.cancel()
        system.stop()
        audio.stop()
        pipeline.stop()
        guard remembers, let pair = pair.withLock({ $0.pair }), let memory = pipeline.memory else {
            return
        }
        rooms.note(memory, of: pair)
    }

    /// Both devices are known now: what was learnt of them before is of use.
    private func recall(_ status: SoundStatus) {
        let news = pair.withLock { $0.noted(capture: status.capture.device, playback: status.playback.device) }
        guard remembers, let news, let memory = rooms[news] else { return }
        pipeline.recall(memory)
    }

    var scheduling: ThreadScheduling? { pipeline.scheduling }
}
