import CLinux

/// When memory is given back to the machine. What was freed lies scattered between what is still in use, and the allocator
/// keeps it for a next time: after a session, and after a crowd of clients, that may be long.
struct SpareMemory: Equatable {
    /// So many clients fewer than there were make it worth while.
    static let crowd = 32

    private var mostClients = 0
    private var hadSession = false

    /// Call once a second. True when it is time.
    mutating func look(clients: Int, hasSession: Bool) -> Bool {
        let sessionIsOver = hadSession && !hasSession
        hadSession = hasSession
        mostClients = max(mostClients, clients)
        let crowdIsGone = mostClients - clients >= Self.crowd
        if crowdIsGone { mostClients = clients }
        return sessionIsOver || crowdIsGone
    }

    /// Whoever allocates meanwhile waits; audio threads never do.
    static func giveBack() { vl_give_memory_back() }
}
