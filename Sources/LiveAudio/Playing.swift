import Conversation
import SignalPath
import Sound

/// The loudspeaker's half: passes orders to playout and sound system, and says in the port's words what became of them.
/// Belongs to `LiveAudio`'s lock. Every method returns the events it brought about, in their order.
struct Playing {
    /// Marks of parts whose sound has not come yet.
    private static let longestWait = 512
    private static let telling = Duration.milliseconds(100)

    private let playout: Playout
    private let system: any SoundSystem
    private var names = PartNames()
    var prompts: Prompts
    private var cuts: [CutReport] = []
    private var early: [PlayoutMark] = []
    private var demand = LoudspeakerDemand()
    private var settings = SignalPath.PlayoutSettings()
    private var dry: Dryness?
    private var told: [PlayoutTag: Duration] = [:]
    private var lastTelling = Duration.zero
    /// The newest part, until there is enough of it to be heard at once.
    private var fresh: PlayoutTag?
    /// An answer of this service ran out of sound on its way: it sends no faster than one listens.
    private var isTight = false
    /// What must be left then of an answer that takes the place of silence: the next piece may be late again.
    private static let slack = Duration.milliseconds(120)
    /// Who lets so much wait is not tight.
    private static let plenty = Duration.milliseconds(500)
    /// From the sound server's taking a sample to its leaving the loudspeaker.
    var latency = Duration.zero

    /// A part that ran out of sound before its end.
    private struct Dryness {
        let part: PlayoutPart
        let tag: PlayoutTag
        let since: Duration
        let rendered: Int64
        /// More came, and will soon be heard.
        var goesOn = false
    }

    init(playout: Playout, system: any SoundSystem) {
        self.playout = playout
        self.system = system
        prompts = Prompts(playout: playout)
    }

    /// Whether something is or should be heard, or a cut is open.
    var isBusy: Bool { names.isPlaying || !cuts.isEmpty || prompts.isBusy }

    /// How much was heard of the part that is being said now.
    var heardNow: Duration {
        guard let entry = names.entries.first(where: { !$0.hasEnded }) else { return .zero }
        return playout.account(of: entry.tag)?.heardTime ?? .zero
    }

    // MARK: Orders

    mutating func enqueue(_ piece: PlayoutPiece, at now: Duration) -> [DuplexAudioEvent] {
        guard let rate = StreamRate(hertz: piece.rate) else { return [lost(piece)] }
        let (entry, isNew) = names.open(piece.part, rate: rate)
        guard !entry.isFinished else { return [lost(piece)] }
        if isNew {
            want(until: now)
            for mark in early where mark.part == piece.part { place(mark, in: entry) }
            early.removeAll { $0.part == piece.part }
        }
        do {
            try playout.enqueue(piece.samples.span, rate: rate, tag: entry.tag)
            if dry?.tag == entry.tag { dry?.goesOn = true }
            if isNew { fresh = entry.tag }
            let queued = Duration.milliseconds(playout.queuedMilliseconds())
            if queued >= Self.plenty { isTight = false }
            if fresh == entry.tag, queued >= enough { hurry() }
            return []
        } catch {
            return [lost(piece)]
        }
    }

    /// As much as takes the place of the silence that was rendered ahead.
    private var enough: Duration { isTight ? latency + Self.slack : max(latency, .milliseconds(80)) }

    /// What waits need not wait for the device to have played its silence.
    private mutating func hurry() {
        fresh = nil
        system.hurryPlayback()
    }

    /// More than the queue holds, or nothing it can play: missing sound, as far as the person can tell.
    private func lost(_ piece: PlayoutPiece) -> DuplexAudioEvent {
        let microseconds = piece.rate > 0 ? piece.samples.count * 1_000_000 / piece.rate : 0
        return .starved(piece.part, for: .microseconds(microseconds))
    }

    mutating func stretch(by duration: Duration) {
        guard let rate = names.entries.last?.rate, let tag = names.silence else { return }
        let milliseconds = min(max(0, duration.wholeMilliseconds), Playout.longestMilliseconds)
        let silence = [Int16](repeating: 0, count: rate.samples(milliseconds: milliseconds))
        // A full queue needs no stretching.
        try? playout.enqueue(silence.span, rate: rate, tag: tag)
    }

    mutating func mark(_ mark: PlayoutMark, at now: Duration) -> [DuplexAudioEvent] {
        guard let entry = names.entry(of: mark.part) else {
            if early.count < Self.longestWait { early.append(mark) }
            return []
        }
        guard !entry.hasEnded else { return [.markHeard(mark.number)] }
        place(mark, in: entry)
        return report(playout.collect(), at: now)
    }

    private func place(_ mark: PlayoutMark, in entry: PartNames.Entry) {
        // No answer is longer than the queue; a service's numbers may be anything.
        let offset = min(max(.zero, mark.offset), .milliseconds(Playout.longestMilliseconds * 2))
        let position = offset.microsecondsWhole * Int64(entry.rate.hertz) / 1_000_000
        _ = playout.mark(entry.tag, position: position, id: UInt32(clamping: mark.number))
    }

    mutating func finish(_ part: PlayoutPart, at now: Duration) -> [DuplexAudioEvent] {
        guard let entry = names.entry(of: part), !entry.isFinished else { return [] }
        names.finish(part)
        if fresh == entry.tag { hurry() }
        // Nothing was missing: it had ended, and we are told now.
        if dry?.tag == entry.tag, dry?.goesOn == false { dry = nil }
        return report(playout.complete(entry.tag), at: now)
    }

    mutating func pause() {
        playout.pause()
        system.cutPlayback()
        // The place where it stopped is told, even if it was told before.
        told = [:]
        dry = nil
    }

    mutating func duck(byDecibels decibels: Double) {
        change { $0.duckDecibels = Float(decibels) }
    }

    mutating func resume() {
        change { $0.duckDecibels = 0 }
        guard playout.isPaused else { return }
        playout.resume()
        hurry()
    }

    mutating func cut(at now: Duration) -> [DuplexAudioEvent] {
        let entries = names.cut().map { entry in
            CutReport.Entry(
                part: entry.part, tag: entry.tag, rendered: playout.account(of: entry.tag)?.rendered ?? 0)
        }
        cuts.append(CutReport(entries: entries, since: now))
        (early, told, dry) = ([], [:], nil)
        playout.raiseResponse(to: names.next)
        playout.forgetMarks(of: entries.map(\.tag))
        system.cutPlayback()
        resume()
        return settleCuts(at: now)
    }

    /// Nobody waits for an answer any more.
    mutating func abandon() {
        _ = prompts.stop()
        _ = names.cut()
        (cuts, early, told, dry) = ([], [], [:], nil)
        playout.raiseResponse(to: names.next)
        system.cutPlayback()
        resume()
    }

    // MARK: Prompts

    mutating func begin(
        prompt: Span<Int16>, rate: StreamRate, at now: Duration
    ) throws(PromptRefusal) -> (number: UInt32, events: [DuplexAudioEvent]) {
        let number = try prompts.begin(prompt, rate: rate)
        want(until: now)
        system.hurryPlayback()
        return (number, report(prompts.complete(number), at: now))
    }

    mutating func stopPrompts() {
        if prompts.stop() { system.cutPlayback() }
    }

    mutating func change(_ body: (inout SignalPath.PlayoutSettings) -> Void) {
        body(&settings)
        playout.apply(settings)
    }

    mutating func want(until instant: Duration) {
        if let news = demand.want(until: instant) { system.demandPlayback(news) }
    }

    mutating func release() {
        if !isBusy, let news = demand.release() { system.demandPlayback(news) }
    }

    // MARK: Reports

    /// Call about every 20 ms while busy.
    mutating func collect(at now: Duration) -> [DuplexAudioEvent] {
        var events = report(playout.collect(), at: now)
        events += endDryness(at: now)
        events += tellPositions(at: now)
        events += settleCuts(at: now)
        if let news = demand.check(isBusy: isBusy, at: now) { system.demandPlayback(news) }
        return events
    }

    private mutating func report(_ events: [PlaybackEvent], at now: Duration) -> [DuplexAudioEvent] {
        for case .finished(let tag, _) in events where Prompts.owns(tag) { prompts.finished(tag) }
        return events.compactMap { event in
            switch event {
            case .began(let tag, _):
                part(of: tag).map { .began($0, rendered: now - latency, heard: now) }
            case .finished(let tag, _): ended(tag)
            case .mark(let tag, let id): part(of: tag) == nil ? nil : .markHeard(Int(id))
            case .ranDry(let tag):
                began(dryness: tag, at: now)
            case .silent: nil
            }
        }
    }

    /// Parts of open cuts are still told of: they were heard before.
    private func part(of tag: PlayoutTag) -> PlayoutPart? {
        if let entry = names.entry(numbered: tag.response), entry.tag == tag { return entry.part }
        return cuts.lazy.compactMap { $0.part(of: tag) }.first
    }

    private mutating func ended(_ tag: PlayoutTag) -> DuplexAudioEvent? {
        guard let account = playout.account(of: tag) else { return nil }
        let position = account.heardTime
        for index in cuts.indices {
            if let part = cuts[index].remove(tag) { return .ended(PlayoutPosition(part, heard: position)) }
        }
        guard let entry = names.entry(numbered: tag.response), entry.tag == tag else { return nil }
        names.end(entry.part)
        told[tag] = nil
        return .ended(PlayoutPosition(entry.part, heard: position))
    }

    private mutating func began(dryness tag: PlayoutTag, at now: Duration) -> DuplexAudioEvent? {
        guard let entry = names.entry(numbered: tag.response), !entry.isFinished, !playout.isPaused else { return nil }
        let rendered = playout.account(of: entry.tag)?.rendered ?? 0
        dry = Dryness(part: entry.part, tag: entry.tag, since: now, rendered: rendered)
        return nil
    }

    /// How long it lasted is known when sound goes on.
    private mutating func endDryness(at now: Duration) -> [DuplexAudioEvent] {
        guard let last = dry, let account = playout.account(of: last.tag), account.rendered > last.rendered else {
            return []
        }
        dry = nil
        isTight = true
        return [.starved(last.part, for: now - last.since)]
    }

    /// At least every 200 ms while something plays, and once after a pause.
    private mutating func tellPositions(at now: Duration) -> [DuplexAudioEvent] {
        guard names.isPlaying, now - lastTelling >= Self.telling else { return [] }
        lastTelling = now
        let entries = names.entries
        return entries.compactMap { entry in
            guard !entry.hasEnded, let account = playout.account(of: entry.tag), account.heard > 0,
                told.updateValue(account.heardTime, forKey: entry.tag) != account.heardTime
            else { return nil }
            return .heard(PlayoutPosition(entry.part, heard: account.heardTime))
        }
    }

    private mutating func settleCuts(at now: Duration) -> [DuplexAudioEvent] {
        var events: [DuplexAudioEvent] = []
        while let positions = cuts.first?.positions(at: now, account: { playout.account(of: $0) }) {
            cuts.removeFirst()
            events.append(.cut(positions))
        }
        return events
    }
}
