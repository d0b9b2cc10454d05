import CLinux
import Glibc

extension Peer {
    /// Asks the kernel who connected. Nil when it does not know.
    init?(of descriptor: Int32) {
        var pid: pid_t = 0
        var uid: uid_t = 0
        var gid: gid_t = 0
        guard unsafe vl_peer_credentials(descriptor, &pid, &uid, &gid) == 0 else { return nil }
        var groups = [gid_t](repeating: 0, count: 64)
        var count = unsafe groups.withUnsafeMutableBufferPointer {
            unsafe vl_peer_groups(descriptor, $0.baseAddress, 64)
        }
        if count > groups.count {
            groups = [gid_t](repeating: 0, count: Int(min(count, 65_536)))
            let room = Int32(groups.count)
            count = unsafe groups.withUnsafeMutableBufferPointer {
                unsafe vl_peer_groups(descriptor, $0.baseAddress, room)
            }
        }
        self.init(uid: uid, gid: gid, pid: pid, groups: Array(groups.prefix(max(0, Int(count)))))
    }
}
