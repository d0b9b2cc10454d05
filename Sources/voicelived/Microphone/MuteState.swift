import ControlProtocol

/// Who has muted the microphone. The soft mute is everybody's; the hard one belongs to the user who set it.
struct MuteState: Equatable {
    var isSoft = false
    /// The user who set the hard mute.
    private(set) var holder: UInt32?

    init(isSoft: Bool = false, holder: UInt32? = nil) {
        self.isSoft = isSoft
        self.holder = holder
    }

    var isHard: Bool { holder != nil }
    var isMuted: Bool { isSoft || isHard }

    /// A wish of user `uid`.
    mutating func set(_ isOn: Bool, hard: Bool, by uid: UInt32, isAdmin: Bool) throws(ControlError) {
        switch (isOn, hard) {
        case (true, true): holder = holder ?? uid
        case (true, false): isSoft = true
        case (false, false):
            guard holder == nil else { throw Self.held(hint: "lift it with hard: true, or where it was set") }
            isSoft = false
        case (false, true):
            guard holder == nil || holder == uid || isAdmin else {
                throw Self.held(hint: "the user who set it, or an admin, may lift it")
            }
            holder = nil
        }
    }

    private static func held(hint: String) -> ControlError {
        ControlError(.hardMuted, "the microphone is muted by hand", hint: hint)
    }
}
