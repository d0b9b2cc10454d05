/// What a client may do. Each role may all that the lower ones may.
package enum Role: String, WireWord, Comparable {
    /// Reads state.
    case observer
    /// Runs its own session and tools.
    case controller
    /// Everything, also with other people's sessions.
    case admin

    private var rank: Int {
        switch self {
        case .observer: 0
        case .controller: 1
        case .admin: 2
        }
    }

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}
