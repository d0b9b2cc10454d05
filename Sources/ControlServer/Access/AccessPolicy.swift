package import ControlProtocol

/// Who may do what. Names are resolved to numbers once, when the configuration is read: no lookup at connect time.
package struct AccessPolicy: Equatable, Sendable {
    /// The daemon's own user.
    package var ownUser: UInt32
    package var adminGroups: Set<UInt32> = []
    package var controllerGroups: Set<UInt32> = []
    package var observerGroups: Set<UInt32> = []
    /// Users with a role of their own. They are asked first, so they can also narrow what a group or root would give.
    package var users: [UInt32: Role] = [:]
    /// Observers may read what people said.
    package var observersReadText = false
    /// Groups beside the admins that may listen in, whatever their role.
    package var tapGroups: Set<UInt32> = []
    package var priorityOfGroup: [UInt32: PriorityClass] = [:]
    package var priorityOfUser: [UInt32: PriorityClass] = [:]
    package var otherwisePriority = PriorityClass.ui

    package init(ownUser: UInt32) {
        self.ownUser = ownUser
    }

    /// The lower of what the door and the peer allow; nil when the peer may not come in at all.
    package func role(of peer: Peer, at door: DoorKind) -> Role? {
        role(of: peer).map { min($0, door.highestRole) }
    }

    private func role(of peer: Peer) -> Role? {
        if let role = users[peer.uid] { return role }
        if peer.uid == 0 || peer.uid == ownUser { return .admin }
        let groups = Set(peer.groups + [peer.gid])
        if !groups.isDisjoint(with: adminGroups) { return .admin }
        if !groups.isDisjoint(with: controllerGroups) { return .controller }
        if !groups.isDisjoint(with: observerGroups) { return .observer }
        return nil
    }

    /// Whether the peer may hear sound.
    func mayListen(_ peer: Peer, as role: Role) -> Bool {
        role >= .admin || !tapGroups.isDisjoint(with: peer.groups + [peer.gid])
    }

    /// The highest class that the peer's user and groups give.
    package func priority(of peer: Peer) -> PriorityClass {
        let given =
            (peer.groups + [peer.gid]).compactMap { priorityOfGroup[$0] }
            + [priorityOfUser[peer.uid]].compactMap(\.self)
        return given.max() ?? otherwisePriority
    }
}

/// The two doors into the daemon.
package enum DoorKind: Sendable {
    case control
    case observe

    var highestRole: Role { self == .control ? .admin : .observer }
}
