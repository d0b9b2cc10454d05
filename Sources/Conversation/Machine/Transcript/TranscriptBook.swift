/// The order of what was said. A line has its place as soon as anything is known of it, and keeps it; final lines are
/// given out in the order of places, whatever order their texts come in.
struct TranscriptBook: Equatable, Sendable {
    private var slots: [Slot] = []
    private var lastTurn: Int

    struct Slot: Equatable, Sendable {
        let place: TranscriptPlace
        let item: ItemKey
        /// What observers call it.
        var name: ItemID
        var speaker: Speaker
        var text = PrivateText("")
        var heard: HeardTruth?
        var state = LineState.partial
        /// Given out. Changes are corrections from now on.
        var isPublished = false
        var wasTold = false
        /// The person has finished: only the writing is missing.
        var awaitsText = false

        var isSettled: Bool { state != .partial }
        var line: TranscriptLine {
            TranscriptLine(place: place, item: name, speaker: speaker, text: text, heard: heard, state: state)
        }
    }

    /// Lines kept after they were given out, for late corrections.
    static let mostSlots = 128
    static let longestText = 262_144

    init(afterTurn turn: Int = 0) { lastTurn = turn }

    var currentTurn: Int { lastTurn }
    /// The first line that nobody has seen yet, if others wait behind it.
    var isHeadBlocking: Bool {
        guard let head = slots.firstIndex(where: { !$0.isPublished }), !slots[head].isSettled else { return false }
        return slots[(head + 1)...].contains(where: \.isSettled)
    }
    var head: Slot? { slots.first { !$0.isPublished } }
    var awaitsTexts: Bool { slots.contains { $0.awaitsText && !$0.isSettled } }
    var unpublished: [Slot] { slots.filter { !$0.isPublished } }

    func slot(_ item: ItemKey) -> Slot? { slots.first { $0.item == item } }

    // MARK: Places

    /// A line of `speaker`, made if it is new. `after` is the line before it, where that is known.
    mutating func open(_ item: ItemKey, _ speaker: Speaker, after previous: ItemKey? = nil) {
        guard !slots.contains(where: { $0.item == item }) else { return }
        let place = speaker == .person ? placeOfNewTurn() : placeOfAnswer(after: previous)
        let index = slots.firstIndex { $0.place > place } ?? slots.count
        slots.insert(Slot(place: place, item: item, name: freeName(for: item), speaker: speaker), at: index)
        forgetOldest()
    }

    /// Some services count their items anew on every connection.
    private func freeName(for item: ItemKey) -> ItemID {
        let isTaken = slots.contains { $0.name == item.item }
        return isTaken ? ItemID("\(item.item)@\(item.connection.value)") : item.item
    }

    mutating func rename(_ item: ItemKey, _ name: ItemID) {
        change(item) { $0.name = name }
    }

    /// What observers call an item, whether it has a line or not.
    func name(of item: ItemKey) -> ItemID { slot(item)?.name ?? item.item }

    private mutating func placeOfNewTurn() -> TranscriptPlace {
        lastTurn += 1
        return TranscriptPlace(turn: lastTurn, position: 0)
    }

    /// In the turn of its predecessor, unless lines behind it are out already.
    private func placeOfAnswer(after previous: ItemKey?) -> TranscriptPlace {
        let known = previous.flatMap { item in slots.first { $0.item == item } }?.place.turn ?? lastTurn
        let published = slots.last(where: \.isPublished)?.place.turn ?? 0
        let turn = max(known, published)
        let last = slots.last { $0.place.turn == turn }?.place.position
        return TranscriptPlace(turn: turn, position: (last ?? (turn == 0 ? -1 : 0)) + 1)
    }

    // MARK: Texts

    mutating func personFinished(_ item: ItemKey) {
        change(item) { $0.awaitsText = true }
    }

    mutating func add(_ delta: PrivateText, to item: ItemKey) -> TranscriptLine? {
        change(item) { slot in
            guard !slot.isSettled, slot.text.text.utf8.count + delta.text.utf8.count <= Self.longestText else { return }
            slot.text.text += delta.text
        }
        return slot(item).flatMap { $0.isSettled ? nil : $0.line }
    }

    mutating func settle(_ item: ItemKey, text: PrivateText, heard: HeardTruth? = nil) -> [TranscriptLine] {
        settle(item) { slot in
            slot.text = PrivateText(String(text.text.prefix(Self.longestText)))
            slot.heard = heard
            slot.state = .final
        }
    }

    mutating func fail(_ item: ItemKey, reason: String) -> [TranscriptLine] {
        guard let slot = slot(item), slot.state == .partial || slot.state == .missing else { return [] }
        return settle(item) { $0.state = .failed(reason: reason) }
    }

    /// The bounded wait is over: the first line is given out as missing, so that the others can follow.
    mutating func stopWaitingForHead() -> [TranscriptLine] {
        guard let head, !head.isSettled else { return [] }
        return settle(head.item) { $0.state = .missing }
    }

    /// Nothing was said there after all.
    mutating func drop(_ item: ItemKey) -> [TranscriptLine] {
        slots.removeAll { $0.item == item && !$0.isPublished }
        return publish()
    }

    private mutating func settle(_ item: ItemKey, _ change: (inout Slot) -> Void) -> [TranscriptLine] {
        guard let index = slots.firstIndex(where: { $0.item == item }) else { return [] }
        let before = slots[index].line
        change(&slots[index])
        guard slots[index].isPublished else { return publish() }
        // What was passed over in silence stays silent: told now, it would be out of order.
        return slots[index].line == before || !slots[index].wasTold ? [] : [slots[index].line]
    }

    private mutating func change(_ item: ItemKey, _ change: (inout Slot) -> Void) {
        guard let index = slots.firstIndex(where: { $0.item == item }) else { return }
        change(&slots[index])
    }

    private mutating func publish() -> [TranscriptLine] {
        var lines: [TranscriptLine] = []
        for index in slots.indices where !slots[index].isPublished {
            guard slots[index].isSettled else { break }
            slots[index].isPublished = true
            guard slots[index].hasSomethingToSay else { continue }
            slots[index].wasTold = true
            lines.append(slots[index].line)
        }
        return lines
    }

    private mutating func forgetOldest() {
        while slots.count > Self.mostSlots { slots.removeFirst() }
    }
}

extension TranscriptBook.Slot {
    /// A noise that was taken for a turn, or an answer cut before its first word, is no line.
    var hasSomethingToSay: Bool {
        switch state {
        case .final: !text.isEmpty
        case .failed, .missing: true
        case .partial: false
        }
    }
}
