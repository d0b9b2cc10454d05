import CLinux
import ControlProtocol
import Glibc

/// Coming in: peers asked for, connections admitted or told why not.
extension SocketLoop {
    func accept(_ door: Door, now: Int64) {
        for _ in 0..<16 {
            let descriptor = vl_accept(door.descriptor)
            if descriptor >= 0 {
                admit(descriptor, door, now: now)
            } else if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM {
                return refuseForLackOfDescriptors(door, now: now)
            } else if errno == EAGAIN {
                return
            }
        }
    }

    func admit(_ descriptor: Int32, _ door: Door, now: Int64) {
        guard let peer = Peer(of: descriptor) else {
            close(descriptor)
            return
        }
        let id = ConnectionID(nextClient)
        nextClient += 1
        if let refusal = core.connected(id, peer, at: door.kind, now: now) {
            turnAway(descriptor, refusal)
            return
        }
        let socket = Socket(descriptor: descriptor, id: id, lineLimit: lineBytes)
        sockets[id.number] = socket
        socket.interest = UInt32(EPOLLIN.rawValue)
        watch(descriptor, id.number, socket.interest, isNew: true)
        soonScan(now: now)
    }

    func turnAway(_ descriptor: Int32, _ refusal: ControlError) {
        let line = ReplyLine.error(refusal, id: nil)
        _ = unsafe line.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        }
        close(descriptor)
    }

    /// Closes the reserve to take the waiting connection and tell it, instead of spinning on an accept that cannot work.
    func refuseForLackOfDescriptors(_ door: Door, now: Int64) {
        close(reserve)
        let descriptor = vl_accept(door.descriptor)
        if descriptor >= 0 { turnAway(descriptor, ControlError(.connections, "the daemon has no descriptor left")) }
        reserve = Self.openReserve()
        observe(.outOfDescriptors)
        if descriptor < 0 || reserve < 0 {
            doorsClosedUntil = now + 100_000
            watchDoors(false)
            soonScan(now: now)
        }
    }

    func watchDoors(_ open: Bool) {
        if open {
            doorsClosedUntil = nil
            if reserve < 0 { reserve = Self.openReserve() }
        }
        for (index, door) in doors.enumerated() {
            watch(door.descriptor, UInt64(index + 1), open ? UInt32(EPOLLIN.rawValue) : 0, isNew: false)
        }
    }
}
