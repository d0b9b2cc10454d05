import ControlProtocol
import Synchronization

/// The microphone's mute. It outlives sessions, and the hard one restarts of the daemon too.
final class MuteSwitch: Sendable {
    /// Read by the sound thread: while it is shut nothing of the microphone passes.
    let gate = MuteGate()
    private let state: Mutex<MuteState>
    private let note: RuntimeNote

    init(startsMuted: Bool, note: RuntimeNote = RuntimeNote("hard-mute")) {
        self.note = note
        let holder = note.read().flatMap { UInt32($0) }
        state = Mutex(MuteState(isSoft: startsMuted, holder: holder))
        gate.set(holder != nil)
    }

    var now: MuteState { state.withLock { $0 } }

    /// Returns what holds from now on.
    func set(_ isOn: Bool, hard: Bool, by uid: UInt32, isAdmin: Bool) throws(ControlError) -> MuteState {
        try state.withLock { state throws(ControlError) in
            let before = state
            try state.set(isOn, hard: hard, by: uid, isAdmin: isAdmin)
            gate.set(state.isHard)
            if state.holder != before.holder { keep(state.holder) }
            return state
        }
    }

    private func keep(_ holder: UInt32?) {
        guard let holder else { return note.remove() }
        _ = note.write("\(holder)")
    }
}
