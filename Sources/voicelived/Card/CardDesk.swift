import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import LiveAudio
import Recording
import SignalPath
import Sound
import Synchronization
import VoiceLiveClient

/// Opens and closes the sound card, tells whoever listens inside what it does, and lends it for measuring.
///
/// Concurrency: any thread. Whose card it is, the session's or a measurement's, is decided by who opens it.
final class CardDesk: Sendable {
    let recordings: RecordingDesk
    private let instruments: Instruments
    private let clock: DaemonClock
    private let board: StatusBoard
    private let supervision: Supervision
    private let mute: MuteSwitch
    private let rooms: RoomMemory
    private let meter: BlockMeter
    private let taps: TapHub
    private let signal: SignalWatch
    private let news: SoundNews
    private let open = Mutex(Opened())
    private let deviceLook = DeviceLook()

    private struct Opened {
        var card: SoundCard?
        /// Set before the card is open, until it is closed.
        var use: Use?
    }

    private enum Use { case session, measurement }

    /// What whoever opens a card wants of it beside its audio.
    struct Wishes: Sendable {
        var block: @Sendable (ProcessedBlock) -> Void = { _ in }
        /// The box's audio manager lets nobody hear the agent, or again.
        var hushed: @Sendable (Bool) -> Void = { _ in }
    }

    init(
        instruments: Instruments, clock: DaemonClock, board: StatusBoard, supervision: Supervision,
        mute: MuteSwitch, rooms: RoomMemory, ages: ShelfClock
    ) {
        self.instruments = instruments
        self.clock = clock
        self.board = board
        self.supervision = supervision
        self.mute = mute
        self.rooms = rooms
        recordings = RecordingDesk(instruments: instruments, clock: ages)
        meter = BlockMeter(megaphone: instruments.megaphone, board: board)
        taps = TapHub(megaphone: instruments.megaphone)
        signal = SignalWatch(counters: instruments.counters)
        news = SoundNews(instruments: instruments, board: board)
    }

    /// `nil` while the card is not in use.
    var card: SoundCard? { open.withLock { $0.card } }

    /// `nil` while the card is not in use.
    var signalHealth: SignalHealth? { signal.health }

    /// What the sound server has: what an open card knows of it, or a look of its own.
    func look(_ settings: Settings) async -> SoundLook {
        if let card { return SoundLook(card.system.status) }
        return await deviceLook.look(SoundSettings(settings))
    }

    // MARK: For a session

    func openForSession(
        _ settings: Settings, hushed: @escaping @Sendable (Bool) -> Void
    ) throws(ControlError) -> SoundCard {
        try claim(for: .session)
        let card = try opened(settings, Wishes(hushed: hushed))
        let present = board.read()
        card.audio.setVolume(decibels: present.volumeDecibels)
        card.audio.muteLoudspeaker(present.isLoudspeakerMuted)
        listenInside()
        return card
    }

    /// Waits for the card's threads away from Swift's own.
    func close(_ card: SoundCard) async {
        recordings.cardCloses()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                card.close()
                continuation.resume()
            }
        }
        news.forget()
        signal.forget()
        board.change { $0.sound = nil }
        open.withLock { $0 = Opened() }
    }

    private func claim(for use: Use) throws(ControlError) {
        try open.withLock { open throws(ControlError) in
            switch open.use {
            case nil: open.use = use
            case .measurement:
                throw ControlError(
                    .sessionBusy, "the sound card is being measured", hint: "that takes some ten seconds")
            case .session:
                throw ControlError(.sessionBusy, "a session has the sound card", hint: "session.stop ends it")
            }
        }
    }

    private func opened(_ settings: Settings, _ wishes: Wishes) throws(ControlError) -> SoundCard {
        taps.cardOpened()
        let card = SoundCard(
            settings, clock: clock, rooms: rooms,
            watchers: .init(
                audio: .init(block: watcher(wishes), probe: { [taps] in taps.take($0) }),
                status: { [news] event, status in
                    news.tell(event, status)
                    if case .hushed(.playback, let isOn) = event { wishes.hushed(isOn) }
                }, captured: supervision.progress(of: .capture), mute: mute,
                recorded: instruments.counters.audioFrames["capture"],
                played: instruments.counters.audioFrames["playback"]))
        guard let card else {
            open.withLock { $0 = Opened() }
            throw ControlError(.internalFault, "no memory, thread or descriptor for the sound card")
        }
        open.withLock { $0.card = card }
        board.change { $0.sound = card.system.status }
        return card
    }

    /// Runs on the events' thread, a hundred times a second.
    private func watcher(_ wishes: Wishes) -> @Sendable (ProcessedBlock) -> Void {
        {
            [
                meter, signal, recordings, taps, done = supervision.progress(of: .pipeline),
                work = instruments.counters.dspBlock[]
            ] block in
            done.advance()
            work.observe(.microseconds(Int(block.workMicroseconds)))
            signal.take(block)
            recordings.take(block)
            wishes.block(block)
            meter.take(block)
            taps.take(block)
        }
    }

    // MARK: For a measurement

    /// The card for something else than a session, which has to be over. Close it.
    func borrow(
        _ settings: Settings, block: @escaping @Sendable (ProcessedBlock) -> Void
    ) throws(ControlError) -> SoundCard {
        try claim(for: .measurement)
        return try opened(settings, Wishes(block: block))
    }

    // MARK: Taps

    /// - Parameter own: The signal path's rate.
    func openTap(_ stream: TappedStream, own: StreamRate) throws(ControlError) -> TapShape {
        let shape = try taps.open(stream, own: own)
        listenInside()
        return shape
    }

    func closeTap(_ stream: TappedStream) {
        taps.close(stream)
        listenInside()
    }

    /// What was given to the service or came from it.
    func overhear(_ sound: ServiceSound) { taps.take(sound) }

    private func listenInside() { card?.audio.listen(inside: taps.wantsProbes) }
}
