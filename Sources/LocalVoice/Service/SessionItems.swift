import VoiceLiveProtocol

/// The conversation's items, oldest first. The oldest go when there are too many.
struct SessionItems: Sendable {
    static let most = 512

    struct Entry: Sendable {
        var id: String
        var item: Item
        /// Sound that was made for it.
        var spokenMilliseconds: Int?
    }

    private(set) var entries: [Entry] = []

    var lastID: String? { entries.last?.id }

    subscript(id: String) -> Entry? { entries.first { $0.id == id } }

    /// Places an item behind `previous`, or at the end.
    mutating func insert(_ entry: Entry, at index: Int? = nil) {
        entries.insert(entry, at: min(index ?? entries.count, entries.count))
        if entries.count > Self.most { entries.removeFirst() }
    }

    /// Where an item stands that follows `previous`: "root" is the beginning. `nil` when there is no such item.
    func index(after previous: String) -> Int? {
        if previous == "root" { return 0 }
        return entries.firstIndex { $0.id == previous }.map { $0 + 1 }
    }

    mutating func remove(_ id: String) -> Bool {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return false }
        entries.remove(at: index)
        return true
    }

    mutating func replace(_ id: String, with item: Item, spokenMilliseconds: Int?) {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
        entries[index] = Entry(id: id, item: item, spokenMilliseconds: spokenMilliseconds)
    }

    mutating func setTranscript(_ text: String, of id: String) {
        guard let index = entries.firstIndex(where: { $0.id == id }),
            case .message(var message) = entries[index].item
        else { return }
        message.content = [.inputAudio(InputAudioPart(transcript: PrivateText(text)))]
        entries[index].item = .message(message)
    }

    mutating func truncate(_ id: String, to milliseconds: Int) {
        guard let index = entries.firstIndex(where: { $0.id == id }),
            case .message(var message) = entries[index].item
        else { return }
        message.content = [.audio(AudioPart())]
        entries[index].item = .message(message)
        entries[index].spokenMilliseconds = milliseconds
    }
}
