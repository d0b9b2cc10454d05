import CPulse
package import Sound
import Synchronization

/// PulseAudio, or PipeWire in its place, behind the port `SoundSystem`.
///
/// `start` makes the sound thread, which runs a `SoundLoop`. Every other call leaves a note for it.
package final class PulseSoundSystem: SoundSystem {
    private let settings: Mutex<SoundSettings>
    private let inbox = SoundInbox()
    private let publisher = SoundPublisher()
    private let engine = Mutex<Engine?>(nil)

    package init(settings: SoundSettings) {
        self.settings = Mutex(settings)
    }

    package var events: AsyncStream<SoundEvent> { publisher.events }

    package var status: SoundStatus { publisher.status }

    package func start(_ wiring: SoundWiring) {
        let settings = settings.withLock { $0 }
        engine.withLock { engine in
            guard engine == nil else { return }
            engine = Engine(wiring: wiring, settings: settings, inbox: inbox, publisher: publisher)
            // Out of threads or memory: nothing of sound can work, and everything else goes on.
            if engine == nil { publisher.tell(.server(.down(reason: "the system gives no thread for sound"))) }
        }
    }

    package func apply(_ settings: SoundSettings) {
        self.settings.withLock { $0 = settings }
        leave(.apply(settings))
    }

    package func demandPlayback(_ demand: PlaybackDemand) {
        leave(.demand(demand))
    }

    package func cutPlayback() {
        leave(.cut)
    }

    package func hurryPlayback() {
        leave(.hurry)
    }

    package func stop() {
        leave(.stop)
        let last = engine.withLock { $0.take() }
        last?.thread.join()
        publisher.finish()
    }

    private func leave(_ note: SoundNote) {
        inbox.leave(note)
        // Under the lock: the loop is not freed while somebody wakes it.
        engine.withLock { $0?.wake() }
    }
}

/// The sound thread with the libpulse loop it runs.
@safe private final class Engine: @unchecked Sendable {
    // @unchecked: `loop` is freed by the last owner, after the thread ended; until then only `pa_mainloop_wakeup`,
    // which libpulse allows from any thread, is called from outside of it.
    private let loop: OpaquePointer
    let thread: RealTimeThread

    init?(wiring: SoundWiring, settings: SoundSettings, inbox: SoundInbox, publisher: SoundPublisher) {
        guard let made = unsafe pa_mainloop_new() else { return nil }
        let address = UInt(bitPattern: made)
        let started = RealTimeThread(name: "sound", priority: settings.threadPriority) { scheduling in
            guard let loop = unsafe OpaquePointer(bitPattern: address) else { return }
            publisher.note { $0.scheduling = scheduling }
            let runner = unsafe SoundLoop(
                mainloop: loop, wiring: wiring, settings: settings, inbox: inbox, publisher: publisher)
            runner.run()
        }
        guard let started else {
            unsafe pa_mainloop_free(made)
            return nil
        }
        unsafe loop = made
        thread = started
    }

    deinit { unsafe pa_mainloop_free(loop) }

    func wake() { unsafe pa_mainloop_wakeup(loop) }
}
