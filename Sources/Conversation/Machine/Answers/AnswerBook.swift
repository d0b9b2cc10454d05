/// Heard truth: every part of every answer between its first delta and the last sample that was heard of it.
struct AnswerBook: Equatable, Sendable {
    private let capacity: Duration
    private(set) var parts: [AnswerPart] = []
    /// Learned from answers heard to their end; starts at 150 words a minute.
    private(set) var pacePerWord = Duration.milliseconds(400)

    /// Parts remembered at once, settled ones included.
    static let mostParts = 64

    init(capacity: Duration) { self.capacity = capacity }

    /// The person hears something, or would, were it not paused.
    var isAudible: Bool { parts.contains { $0.ahead > .zero } }
    /// Sound queued and not heard.
    var ahead: Duration { parts.reduce(.zero) { $0 + $1.ahead } }
    var unsettled: [AnswerPart] { parts.filter { !$0.isSettled && $0.hasSound } }

    enum Taken: Equatable, Sendable {
        case piece(PlayoutPiece)
        /// The part ends here: a hole in its middle would be worse.
        case tooMuch(Duration, PlayoutPart)
        case unusable
    }

    // MARK: From the service

    mutating func take(_ delta: AudioDelta, on connection: ConnectionNumber) -> Taken {
        let length = Duration.lasting(samples: delta.samples.count, at: delta.rate)
        guard !delta.samples.isEmpty, length > .zero else { return .unusable }
        let response = ResponseKey(connection, delta.response)
        let part = PlayoutPart(ItemKey(connection, delta.item), content: delta.content)
        let index = index(of: part, response: response)
        guard !parts[index].isSoundComplete else { return .unusable }
        guard ahead + length <= capacity else { return .tooMuch(length, part) }
        guard !parts[index].isSettled, let offset = parts[index].add(delta.samples.count, rate: delta.rate) else {
            return .unusable
        }
        return .piece(
            PlayoutPiece(response: response, part: part, offset: offset, rate: delta.rate, samples: delta.samples))
    }

    mutating func update(_ part: PlayoutPart, response: ResponseKey, _ change: (inout AnswerPart) -> Void) {
        change(&parts[index(of: part, response: response)])
    }

    /// No more sound will come for the part. Returns whether it has sound that is still to be heard to its end.
    mutating func soundIsComplete(_ part: PlayoutPart) -> Bool {
        guard let index = parts.firstIndex(where: { $0.part == part }), !parts[index].isSoundComplete else {
            return false
        }
        parts[index].isSoundComplete = true
        return parts[index].hasSound && !parts[index].isSettled
    }

    /// Parts that a finished response left without an end of their own.
    func unfinished(of response: ResponseKey) -> [PlayoutPart] {
        parts.filter { $0.response == response && !$0.isSoundComplete }.map(\.part)
    }

    // MARK: From the loudspeaker

    mutating func heard(_ position: PlayoutPosition) {
        guard let index = parts.firstIndex(where: { $0.part == position.part }), !parts[index].isSettled else { return }
        parts[index].heard(position.heard)
    }

    mutating func ended(_ position: PlayoutPosition) {
        guard let index = parts.firstIndex(where: { $0.part == position.part }), !parts[index].isSettled else { return }
        parts[index].heard(position.heard)
        parts[index].isSettled = parts[index].isSoundComplete || parts[index].wasCut
        learnPace(from: parts[index])
    }

    /// What is cut: every part that is not heard to its end. More may come of it, and is dropped.
    mutating func cut(responses: Set<ResponseKey>) {
        for index in parts.indices where !parts[index].isSettled {
            let isAffected = parts[index].hasSound || responses.contains(parts[index].response)
            if isAffected { parts[index].wasCut = true }
        }
    }

    /// The cut parts with the final truth about each; they are settled by it.
    mutating func settleCut(_ report: [PlayoutPosition]) -> [AnswerPart] {
        for position in report { heard(position) }
        var settled: [AnswerPart] = []
        for index in parts.indices where parts[index].wasCut && !parts[index].isSettled {
            parts[index].isSettled = true
            settled.append(parts[index])
        }
        return settled
    }

    /// Parts of an answer in text are settled by its end.
    mutating func settleSilentParts(of response: ResponseKey) {
        for index in parts.indices where parts[index].response == response && !parts[index].hasSound {
            parts[index].isSettled = true
        }
    }

    /// The line broke: what is queued is all there will be.
    mutating func connectionLost(_ connection: ConnectionNumber) -> [PlayoutPart] {
        let open = parts.filter { $0.response.connection == connection && !$0.isSoundComplete && !$0.isSettled }
        for index in parts.indices where open.contains(where: { $0.part == parts[index].part }) {
            parts[index].brokeOff = true
        }
        for part in open { settleSilentParts(of: part.response) }
        return open.filter(\.hasSound).map(\.part)
    }

    // MARK: Questions

    func parts(of item: ItemKey) -> [AnswerPart] { parts.filter { $0.part.item == item } }
    func parts(of response: ResponseKey) -> [AnswerPart] { parts.filter { $0.response == response } }
    func part(_ part: PlayoutPart) -> AnswerPart? { parts.first { $0.part == part } }

    /// Sound of the response's parts before this one: captions count from the response's first sample.
    func soundBefore(_ part: PlayoutPart, in response: ResponseKey) -> Duration {
        parts.prefix { $0.part != part }.filter { $0.response == response }.reduce(.zero) { $0 + $1.received }
    }

    /// What the lines of the transcript say about an item.
    func line(of item: ItemKey, asIfPlayed: Bool = false) -> (text: PrivateText, heard: HeardTruth?, isSettled: Bool)? {
        var parts = parts(of: item)
        if asIfPlayed {
            for index in parts.indices where !parts[index].wasCut { parts[index].heard(.seconds(1 << 40)) }
        }
        guard !parts.isEmpty else { return nil }
        let text = PrivateText(parts.map(\.text.text).joined(separator: " "))
        let spoken = parts.filter(\.hasSound)
        let wasCut = parts.contains { $0.wasCut || $0.brokeOff }
        let settled = parts.allSatisfy(\.isSettled)
        guard !spoken.isEmpty || wasCut && !parts.contains(where: \.isElsewhere) else { return (text, nil, settled) }
        let heard = HeardTruth(
            text: PrivateText(
                spoken.map { $0.heardText(perWord: pacePerWord).text }.filter { !$0.isEmpty }.joined(separator: " ")),
            milliseconds: spoken.reduce(0) { $0 + $1.heardMilliseconds }, wasCutShort: wasCut)
        return (text, heard, settled)
    }

    private mutating func index(of part: PlayoutPart, response: ResponseKey) -> Int {
        if let index = parts.firstIndex(where: { $0.part == part }) { return index }
        if parts.count >= Self.mostParts, let oldest = parts.firstIndex(where: \.isSettled) { parts.remove(at: oldest) }
        if parts.count >= Self.mostParts { parts.removeFirst() }
        parts.append(AnswerPart(response: response, part: part))
        return parts.count - 1
    }

    private mutating func learnPace(from part: AnswerPart) {
        let words = part.text.words.count
        guard part.isSettled, !part.wasCut, part.isTextComplete, words >= 5 else { return }
        pacePerWord = (pacePerWord * 3 + part.received / words) / 4
    }
}
