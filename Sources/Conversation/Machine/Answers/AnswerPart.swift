/// One content part of an answer: what came, what is queued, what was heard.
struct AnswerPart: Equatable, Sendable {
    let response: ResponseKey
    let part: PlayoutPart
    private(set) var rate = 0
    private(set) var samples = 0
    private(set) var received = Duration.zero
    private(set) var heard = Duration.zero
    private(set) var text = PrivateText("")
    private(set) var isTextComplete = false
    var isSoundComplete = false
    /// Nothing more of it will be heard.
    var isSettled = false
    /// Falls silent before its end because somebody interrupted.
    var wasCut = false
    /// Ends before its end because the line broke.
    var brokeOff = false
    /// Its sound left through an avatar: nobody knows how much of it was heard.
    var isElsewhere = false
    private var words: [Word] = []

    private struct Word: Equatable, Sendable {
        var offset: Duration
        var text: PrivateText
    }

    /// Bounds on what a service can make us remember of one part.
    static let longestText = 262_144
    static let mostWords = 20_000

    init(response: ResponseKey, part: PlayoutPart) {
        self.response = response
        self.part = part
    }

    var hasSound: Bool { samples > 0 }
    /// Queued and not heard yet.
    var ahead: Duration { isSettled || wasCut ? .zero : max(.zero, received - heard) }

    /// The place of the new samples in the part, or `nil` when their rate changed in the middle.
    mutating func add(_ count: Int, rate newRate: Int) -> Int? {
        guard newRate > 0, rate == 0 || rate == newRate else { return nil }
        rate = newRate
        defer {
            samples += count
            received = .lasting(samples: samples, at: rate)
        }
        return samples
    }

    mutating func add(text delta: PrivateText) {
        guard !isTextComplete, text.text.utf8.count + delta.text.utf8.count <= Self.longestText else { return }
        text.text += delta.text
    }

    /// Services send an empty whole text for parts whose text came in pieces.
    mutating func complete(text whole: PrivateText) {
        if !whole.text.isEmpty { text = PrivateText(String(whole.text.prefix(Self.longestText))) }
        isTextComplete = true
    }

    mutating func add(word: PrivateText, at offset: Duration) {
        guard words.count < Self.mostWords else { return }
        words.append(Word(offset: offset, text: word))
    }

    /// Never beyond what was received, never backwards.
    mutating func heard(_ place: Duration) {
        heard = max(heard, min(place, received))
    }

    var heardMilliseconds: Int { heard.wholeMilliseconds }

    /// The words that were heard: by the service's time stamps where there are any, else by share of the sound.
    func heardText(perWord pace: Duration) -> PrivateText {
        if heard >= received, isSoundComplete || isSettled, !wasCut, !brokeOff { return text }
        if !words.isEmpty {
            return PrivateText(words.filter { $0.offset < heard }.map(\.text.text).joined(separator: " "))
        }
        let all = text.words
        let count = min(all.count, wordsHeard(of: all.count, perWord: pace))
        guard count < all.count else { return text }
        return PrivateText(all.prefix(count).joined(separator: " "))
    }

    /// While sound is still coming, its whole length is unknown: the usual pace of speech must do.
    private func wordsHeard(of total: Int, perWord pace: Duration) -> Int {
        let whole = isSoundComplete && !brokeOff ? received : max(received, pace * total)
        guard whole > .zero else { return 0 }
        return Int((Double(total) * (heard / whole)).rounded(.down))
    }
}
