import Conversation
import SignalPath

/// A cut whose truth is not known yet: the fade is still on its way to the ear.
struct CutReport {
    /// The sound thread answers within a few milliseconds; a dead server never does.
    static let patience = Duration.milliseconds(80)
    /// Before this the sound thread may not have seen the cut.
    static let shortest = Duration.milliseconds(15)

    struct Entry {
        let part: PlayoutPart
        let tag: PlayoutTag
        /// Samples that were given to the device when the cut was asked for.
        let rendered: Int64
    }

    private(set) var entries: [Entry]
    let since: Duration

    /// It was heard to its end after all, and told so.
    mutating func remove(_ tag: PlayoutTag) -> PlayoutPart? {
        guard let index = entries.firstIndex(where: { $0.tag == tag }) else { return nil }
        return entries.remove(at: index).part
    }

    func part(of tag: PlayoutTag) -> PlayoutPart? { entries.first { $0.tag == tag }?.part }

    /// The final truth, once all that was rendered and not taken back has been heard, or patience is over.
    func positions(at now: Duration, account: (PlayoutTag) -> ItemAccount?) -> [PlayoutPosition]? {
        let accounts = entries.map { account($0.tag) ?? ItemAccount() }
        let isSettled = now - since >= Self.shortest && accounts.allSatisfy { $0.heard >= $0.rendered }
        guard entries.isEmpty || isSettled || now - since >= Self.patience else { return nil }
        // A device with a long queue of its own has dropped what it could: the rest will be heard.
        let wasTakenBack = zip(entries, accounts).contains { $1.rendered < $0.rendered }
        return zip(entries, accounts).map { entry, account in
            PlayoutPosition(entry.part, heard: wasTakenBack ? account.renderedTime : account.heardTime)
        }
    }
}
