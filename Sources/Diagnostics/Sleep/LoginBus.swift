import CSystemd
import Glibc

/// The two things wanted of logind: its signal before and after sleep, and a lock that delays the sleep. Used on one queue.
@safe final class LoginBus {
    private static let service = "org.freedesktop.login1"
    private static let path = "/org/freedesktop/login1"
    private static let interface = "org.freedesktop.login1.Manager"
    /// A logind that hangs must not hold the queue for long.
    private static let patienceMicroseconds: UInt64 = 3_000_000

    private let bus: OpaquePointer
    private let told: (Bool) -> Void
    /// Closing it lets the machine sleep.
    private var lock: Int32 = -1

    /// `nil` when there is no bus.
    init?(address: String?, told: @escaping (Bool) -> Void) {
        var opened: OpaquePointer?
        guard unsafe Self.open(address, &opened) >= 0, let bus = unsafe opened else {
            _ = unsafe sd_bus_flush_close_unref(opened)
            return nil
        }
        unsafe self.bus = bus
        self.told = told
        _ = unsafe sd_bus_set_method_call_timeout(bus, Self.patienceMicroseconds)
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        let matched = unsafe sd_bus_match_signal(
            bus, nil, Self.service, Self.path, Self.interface, "PrepareForSleep", { unsafe signal($0, $1, $2) }, me)
        if matched < 0 { return nil }
    }

    deinit {
        letGo()
        _ = unsafe sd_bus_flush_close_unref(bus)
    }

    private static func open(_ address: String?, _ bus: UnsafeMutablePointer<OpaquePointer?>) -> Int32 {
        guard let address else { return unsafe sd_bus_open_system(bus) }
        let made = unsafe sd_bus_new(bus)
        guard made >= 0, let new = unsafe bus.pointee else { return made }
        guard unsafe sd_bus_set_address(new, address) >= 0, unsafe sd_bus_set_bus_client(new, 1) >= 0 else { return -1 }
        return unsafe sd_bus_start(new)
    }

    /// Readable when there is something to process.
    var descriptor: Int32 { unsafe sd_bus_get_fd(bus) }

    /// Takes what has come. False when the bus is gone.
    func process() -> Bool {
        while true {
            let more = unsafe sd_bus_process(bus, nil)
            if more == 0 { return true }
            if more < 0 { return more == -EINTR }
        }
    }

    /// Delays the next sleep. True when it is delayed.
    func hold() -> Bool {
        guard lock < 0 else { return true }
        var message: OpaquePointer?
        guard
            unsafe sd_bus_message_new_method_call(bus, &message, Self.service, Self.path, Self.interface, "Inhibit")
                >= 0
        else { return false }
        defer { _ = unsafe sd_bus_message_unref(message) }
        for word in ["sleep", "voicelived", "a conversation lets go of service and sound card", "delay"] {
            guard unsafe sd_bus_message_append_basic(message, CChar(UInt8(ascii: "s")), word) >= 0 else { return false }
        }
        var reply: OpaquePointer?
        guard unsafe sd_bus_call(bus, message, 0, nil, &reply) >= 0 else { return false }
        defer { _ = unsafe sd_bus_message_unref(reply) }
        var descriptor: Int32 = -1
        guard unsafe sd_bus_message_read_basic(reply, CChar(UInt8(ascii: "h")), &descriptor) > 0 else { return false }
        // The message owns the descriptor it brought.
        lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        return lock >= 0
    }

    /// The machine may sleep.
    func letGo() {
        guard lock >= 0 else { return }
        close(lock)
        lock = -1
    }

    fileprivate func take(_ message: OpaquePointer?) {
        var begins: Int32 = 0
        guard unsafe sd_bus_message_read_basic(message, CChar(UInt8(ascii: "b")), &begins) > 0 else { return }
        told(begins != 0)
    }
}

private func signal(
    _ message: OpaquePointer?, _ me: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<sd_bus_error>?
) -> Int32 {
    guard let me = unsafe me else { return 0 }
    unsafe Unmanaged<LoginBus>.fromOpaque(me).takeUnretainedValue().take(message)
    return 0
}
