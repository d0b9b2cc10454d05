import Conversation
import SignalPath

/// A cut whose truth is not known yet: the fade is still on its way to the ear.
struct CutReport {
    /// The sound thread answers within a few milliseconds; a closed stream never does.
    static let patience = Duration.milliseconds(80)

    let entries: [(part: PlayoutPart, tag: PlayoutTag)]
    let since: Duration

    /// The final truth, once all that was rendered and not taken back has been heard, or patience is over.
    func positions(at now: Duration, account: (PlayoutTag) -> ItemAccount?) -> [PlayoutPosition]? {
        let accounts = entries.map { account($0.tag) ?? ItemAccount() }
        let isSettled = now - since >= .milliseconds(15) && accounts.allSatisfy { $0.heard >= $0.rendered }
        guard isSettled || now - since >= Self.patience else { return nil }
        return zip(entries, accounts).map { entry, account in
            PlayoutPosition(entry.part, heard: account.heardTime)
        }
    }
}
