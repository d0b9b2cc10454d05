import CSystemd
import Glibc

/// What the service manager is about with this process's unit, for a daemon that is told to stop and wants to say why.
package enum ServiceJob: Sendable, Equatable {
    case stop
    /// It is started again at once.
    case restart
    /// The machine, or its user's login, ends.
    case shutdown

    package enum Bus: Sendable {
        case system, user
        case address(String)
    }

    /// Asks the manager, and blocks for at most `patience`. `nil` when there is no job: somebody sent a signal by hand,
    /// or no manager can be asked.
    package static func present(on bus: Bus, patience: Duration = .milliseconds(500)) -> ServiceJob? {
        guard let bus = ServiceManagerBus(bus, deadline: BootTime.monotonic() + patience),
            let unit = bus.ownUnit(), let job = bus.job(of: unit)
        else { return nil }
        switch bus.text("JobType", of: job, "Job") {
        case "restart": return .restart
        case "stop":
            return bus.text("SystemState", of: ServiceManagerBus.root, "Manager") == "stopping" ? .shutdown : .stop
        default: return nil
        }
    }
}

/// The few questions asked of systemd. Belongs to one call.
@safe private struct ServiceManagerBus: ~Copyable {
    static let root = "/org/freedesktop/systemd1"
    private static let service = "org.freedesktop.systemd1"
    private let bus: OpaquePointer
    private let deadline: Duration

    init?(_ place: ServiceJob.Bus, deadline: Duration) {
        var opened: OpaquePointer?
        let result =
            switch place {
            case .system: unsafe sd_bus_open_system(&opened)
            case .user: unsafe sd_bus_open_user(&opened)
            case .address(let address): unsafe Self.open(address, &opened)
            }
        guard result >= 0, let bus = unsafe opened else {
            _ = unsafe sd_bus_close_unref(opened)
            return nil
        }
        unsafe self.bus = bus
        self.deadline = deadline
    }

    deinit { _ = unsafe sd_bus_close_unref(bus) }

    private static func open(_ address: String, _ bus: UnsafeMutablePointer<OpaquePointer?>) -> Int32 {
        let made = unsafe sd_bus_new(bus)
        guard made >= 0, let new = unsafe bus.pointee else { return made }
        guard unsafe sd_bus_set_address(new, address) >= 0, unsafe sd_bus_set_bus_client(new, 1) >= 0 else { return -1 }
        return unsafe sd_bus_start(new)
    }

    /// Every answer has what is left of the whole time. False when nothing is.
    private func hurry() -> Bool {
        let left = (deadline - BootTime.monotonic()).microseconds
        guard left > 0 else { return false }
        return unsafe sd_bus_set_method_call_timeout(bus, UInt64(left)) >= 0
    }

    /// The path of the unit that this process belongs to.
    func ownUnit() -> String? {
        guard hurry() else { return nil }
        var message: OpaquePointer?
        guard
            unsafe sd_bus_message_new_method_call(
                bus, &message, Self.service, Self.root, Self.service + ".Manager", "GetUnitByPID") >= 0
        else { return nil }
        defer { _ = unsafe sd_bus_message_unref(message) }
        var process = UInt32(getpid())
        guard unsafe sd_bus_message_append_basic(message, CChar(UInt8(ascii: "u")), &process) >= 0 else { return nil }
        var reply: OpaquePointer?
        guard unsafe sd_bus_call(bus, message, 0, nil, &reply) >= 0 else { return nil }
        defer { _ = unsafe sd_bus_message_unref(reply) }
        return unsafe Self.path(reply)
    }

    /// The path of what is being done with a unit; "/" when nothing is.
    func job(of unit: String) -> String? {
        guard hurry() else { return nil }
        var reply: OpaquePointer?
        guard
            unsafe sd_bus_get_property(bus, Self.service, unit, Self.service + ".Unit", "Job", nil, &reply, "(uo)") >= 0
        else { return nil }
        defer { _ = unsafe sd_bus_message_unref(reply) }
        var number: UInt32 = 0
        guard unsafe sd_bus_message_enter_container(reply, CChar(UInt8(ascii: "r")), "uo") > 0,
            unsafe sd_bus_message_read_basic(reply, CChar(UInt8(ascii: "u")), &number) > 0, number > 0
        else { return nil }
        return unsafe Self.path(reply)
    }

    /// A property of letters.
    func text(_ property: String, of path: String, _ interface: String) -> String? {
        guard hurry() else { return nil }
        var text: UnsafeMutablePointer<CChar>?
        guard
            unsafe sd_bus_get_property_string(
                bus, Self.service, path, Self.service + "." + interface, property, nil, &text) >= 0
        else { return nil }
        defer { unsafe free(text) }
        return unsafe text.map { unsafe String(cString: $0) }
    }

    private static func path(_ reply: OpaquePointer?) -> String? {
        var path: UnsafePointer<CChar>?
        guard unsafe sd_bus_message_read_basic(reply, CChar(UInt8(ascii: "o")), &path) > 0 else { return nil }
        return unsafe path.map { unsafe String(cString: $0) }
    }
}
