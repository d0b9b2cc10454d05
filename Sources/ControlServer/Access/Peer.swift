/// Who is at the other end, as the kernel saw it when it connected.
package struct Peer: Equatable, Sendable {
    package var uid: UInt32
    package var gid: UInt32
    /// For display only: the process may have ended and its number may have been used again.
    package var pid: Int32
    /// Supplementary groups.
    package var groups: [UInt32]

    package init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32]) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
    }
}
