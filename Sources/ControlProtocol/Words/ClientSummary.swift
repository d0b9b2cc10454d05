/// One connection to the socket.
package struct ClientSummary: WireRecord, Equatable {
    /// Its name.
    package var conn: String
    /// The user.
    package var uid: Int
    /// The process when it connected; for display only.
    package var pid: Int
    /// What rpc.hello said.
    package var name: String?
    /// What it may do.
    package var role: Role
    /// Bytes waiting for it.
    package var queueBytes: Int
    /// Events it missed.
    package var dropped: Int
    /// Its subscriptions.
    package var subs: Int

    package init(
        conn: String,
        uid: Int,
        pid: Int,
        name: String? = nil,
        role: Role,
        queueBytes: Int,
        dropped: Int,
        subs: Int
    ) {
        self.conn = conn
        self.uid = uid
        self.pid = pid
        self.name = name
        self.role = role
        self.queueBytes = queueBytes
        self.dropped = dropped
        self.subs = subs
    }

    package static let record = Record(
        ClientSummary.init,
        Field("conn", \.conn, "Its name."),
        Field("uid", \.uid, "The user."),
        Field("pid", \.pid, "The process when it connected; for display only."),
        Field("name", \.name, "What rpc.hello said."),
        Field("role", \.role, "What it may do."),
        Field("queue_bytes", \.queueBytes, "Bytes waiting for it."),
        Field("dropped", \.dropped, "Events it missed."),
        Field("subs", \.subs, "Its subscriptions."))

    package static let example = ClientSummary(
        conn: "c12", uid: 1000, pid: 4711, name: "kiosk-ui", role: .controller, queueBytes: 0, dropped: 0, subs: 1)
}
