package import Sound

/// The sender's side of the playout, behind `Playout`'s lock: memory, positions, ledger.
package struct PlayoutDesk: ~Copyable {
    /// What services, codecs and local speech deliver.
    package static let usualRates = [8_000, 16_000, 24_000, 48_000].compactMap { StreamRate(hertz: $0) }

    private let rates: [StreamRate]
    private var answer: PlayoutInlet
    private var prompt: PlayoutInlet
    private var settings: MailboxSender<PlayoutSettings>
    private var records: RingReader<PlayoutRecord>
    var ledger = PlaybackLedger()
    /// Events that came up while somebody asked for an account.
    private var waiting: [PlaybackEvent] = []

    init(
        rates: [StreamRate], answer: consuming PlayoutInlet, prompt: consuming PlayoutInlet,
        settings: consuming MailboxSender<PlayoutSettings>, records: consuming RingReader<PlayoutRecord>
    ) {
        self.rates = rates
        self.answer = answer
        self.prompt = prompt
        self.settings = settings
        self.records = records
    }

    mutating func enqueue(
        _ samples: Span<Int16>, rate: StreamRate, tag: PlayoutTag, lane: PlayoutLaneName
    ) throws(PlayoutRefusal) {
        guard rates.contains(rate) else { throw .unknownRate(Int(rate.hertz)) }
        switch lane {
        case .answer: try answer.enqueue(samples, rate: rate, tag: tag)
        case .prompt: try prompt.enqueue(samples, rate: rate, tag: tag)
        }
    }

    mutating func complete(_ tag: PlayoutTag, lane: PlayoutLaneName, endsResponse: Bool) -> [PlaybackEvent] {
        let total =
            switch lane {
            case .answer: answer.complete(tag, endsResponse: endsResponse)
            case .prompt: prompt.complete(tag, endsResponse: endsResponse)
            }
        collectLater()
        return taken() + ledger.complete(tag, total: total)
    }

    mutating func mark(_ tag: PlayoutTag, position: Int64, id: UInt32) -> Bool {
        collectLater()
        guard let account = ledger.account(of: tag), account.isFinished || account.heard > position else {
            return ledger.mark(tag, position: position, id: id)
        }
        waiting.append(.mark(tag, id: id))
        return true
    }

    mutating func post(_ new: PlayoutSettings) { settings.post(new) }

    mutating func collect() -> [PlaybackEvent] {
        collectLater()
        return taken()
    }

    mutating func collectLater() {
        answer.freeSpent()
        prompt.freeSpent()
        while let record = records.read() { waiting += ledger.apply(record) }
    }

    private mutating func taken() -> [PlaybackEvent] {
        defer { waiting.removeAll() }
        return waiting
    }
}
