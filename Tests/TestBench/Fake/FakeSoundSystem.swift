package import Sound
import Synchronization

/// A sound card without time: samples pass when the test says so, in the test's own thread.
///
/// It keeps the whole contract of `SoundSystem`; the "sound thread" is whoever calls `advance`. Notes left by other
/// threads (`demandPlayback`, `cutPlayback`, …) are read at the next 10 ms of an `advance`, as the real thing does.
package final class FakeSoundSystem: SoundSystem {
    package let events: AsyncStream<SoundEvent>
    private let teller: AsyncStream<SoundEvent>.Continuation
    private let card: Mutex<FakeCard>
    private let notes = Mutex<[Note]>([])
    private let present = Mutex(SoundStatus())

    enum Note {
        case start(SoundWiring)
        case settings(SoundSettings)
        case demand(PlaybackDemand)
        case cut
        case hurry
        case fault(FakeFault)
        case microphone(FakeMicrophone)
    }

    /// - Parameter latencyMilliseconds: From rendering a sample to its leaving the loudspeaker.
    package init(
        captureRate: StreamRate = .highest, playbackRate: StreamRate = .highest, latencyMilliseconds: Int = 40,
        microphone: FakeMicrophone = .quiet, settings: SoundSettings = SoundSettings()
    ) {
        (events, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
        card = Mutex(
            FakeCard(
                captureRate: captureRate, playbackRate: playbackRate, latencyMilliseconds: latencyMilliseconds,
                microphone: microphone, settings: settings))
    }

    package var status: SoundStatus { present.withLock { $0 } }

    package func start(_ wiring: SoundWiring) { leave(.start(wiring)) }
    package func apply(_ settings: SoundSettings) { leave(.settings(settings)) }
    package func demandPlayback(_ demand: PlaybackDemand) { leave(.demand(demand)) }
    package func cutPlayback() { leave(.cut) }
    package func hurryPlayback() { leave(.hurry) }

    package func stop() {
        card.withLock { $0.stop() }
        teller.finish()
    }

    /// Something happens to the card at the next 10 ms.
    package func happen(_ fault: FakeFault) { leave(.fault(fault)) }

    /// Somebody else holds the microphone from the next 10 ms on.
    package func hear(_ microphone: FakeMicrophone) { leave(.microphone(microphone)) }

    /// Lets `samples` of the microphone's time pass, in steps of 10 ms. With 0, only the notes are read.
    package func advance(samples: Int) {
        var left = samples
        repeat {
            let pending = notes.withLock { notes in
                defer { notes = [] }
                return notes
            }
            let step = card.withLock { card in
                for note in pending { card.read(note) }
                return card.advance(atMost: left)
            }
            left -= step
            tell()
        } while left > 0
    }

    package func advance(milliseconds: Int) {
        advance(samples: card.withLock { $0.captureRate.samples(milliseconds: milliseconds) })
    }

    /// What left the loudspeaker so far, by its own numbers; silence where nothing did.
    package func played(_ range: Range<Int>) -> [Int16] { card.withLock { $0.played.read(range) } }
    /// Number of the next sample to leave the loudspeaker.
    package var playedEnd: Int { card.withLock { $0.played.end } }
    /// The settings last applied.
    package var settings: SoundSettings { card.withLock { $0.settings } }

    private func leave(_ note: Note) {
        notes.withLock { $0.append(note) }
    }

    private func tell() {
        let (told, reconnects) = card.withLock { ($0.takeEvents(), $0.reconnects) }
        for event in told {
            present.withLock { status in
                status.apply(event)
                status.reconnects = reconnects
                status.scheduling = .ordinary(refusal: 0)
            }
            teller.yield(event)
        }
    }
}
