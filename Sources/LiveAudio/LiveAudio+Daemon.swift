import Conversation
import Glibc
package import SignalPath
package import Sound
import Synchronization

/// The daemon's own orders.
extension LiveAudio {
    /// Replaces the pipeline's settings; how soon barge-in is believed stays as the conversation wants it.
    package func apply(_ settings: PipelineSettings) {
        state.withLock { state in
            state.pipeline = settings
            apply(state)
        }
    }

    func apply(_ state: State) {
        var settings = state.pipeline
        settings.probes = state.probes
        if let wish = state.sensitivity {
            settings.bargeIn.suspectMilliseconds = Int32(clamping: wish.suspectAfter.wholeMilliseconds)
            settings.bargeIn.confirmMilliseconds = Int32(clamping: wish.confirmAfter.wholeMilliseconds)
        }
        pipeline.apply(settings)
    }

    /// Whether `Watchers.probe` is told of every place on the signal path.
    package func listen(inside isWanted: Bool) {
        state.withLock { state in
            guard state.probes != isWanted else { return }
            state.probes = isWanted
            apply(state)
        }
    }

    /// Hard mute: zeros take the place of the microphone before anybody sees it.
    package func mute(_ isMuted: Bool) {
        state.withLock { $0.listening.isMuted = isMuted }
    }

    /// The same by the box's audio manager, beside what people want.
    package func hush(_ isHushed: Bool) {
        state.withLock { $0.listening.isHushed = isHushed }
    }

    /// How much was heard of what is being said now.
    package var heardNow: Duration { state.withLock { $0.playing.heardNow } }

    package var isMuted: Bool { state.withLock { $0.listening.isMuted } }

    /// 0 is the sound as it came.
    package func setVolume(decibels: Double) {
        state.withLock { state in
            state.volume = Float(pow(10, decibels / 20))
            state.applyVolume()
        }
    }

    /// Nothing is heard, and everything goes on as if it were.
    package func muteLoudspeaker(_ isMuted: Bool) {
        state.withLock { state in
            state.isLoudspeakerMuted = isMuted
            state.applyVolume()
        }
    }

    package func setCeiling(decibels: Double) {
        state.withLock { state in state.playing.change { $0.ceilingDecibels = Float(decibels) } }
    }

    /// How long a voice that stops or goes on takes to fade.
    package func setFade(milliseconds: Int) {
        state.withLock { state in state.playing.change { $0.fadeMilliseconds = Float(milliseconds) } }
    }

    /// Opens the loudspeaker early, while an answer is still being thought up. It closes by itself if none comes.
    package func wantLoudspeaker(_ isWanted: Bool) {
        state.withLock { state in
            if isWanted {
                state.playing.want(until: clock.now() + LoudspeakerDemand.patience)
            } else {
                state.playing.release()
            }
        }
    }

    /// What the daemon learnt about the sound card.
    package func note(_ status: SoundStatus) {
        state.withLock { state in
            if case .running(let stream) = status.capture {
                state.listening.deviceLatency = .milliseconds(stream.latencyMilliseconds)
            }
            if case .running(let stream) = status.playback {
                state.playing.latency = .milliseconds(stream.latencyMilliseconds)
            }
            guard let health = DuplexHealth(status), health != state.health else { return }
            state.health = health
            state.tell([.health(health)])
        }
    }
}
