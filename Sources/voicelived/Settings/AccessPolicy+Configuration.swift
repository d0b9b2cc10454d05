import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Glibc

extension AccessPolicy {
    /// Group names become numbers here, once; names that this box does not have give no rights.
    init(_ access: AccessSection) {
        self.init(ownUser: getuid())
        adminGroups = Self.groups(access.adminGroups)
        controllerGroups = Self.groups(access.controllerGroups)
        observerGroups = Self.groups(access.observerGroups)
        for user in access.controllerUsers { users[UInt32(clamping: user)] = .controller }
        for user in access.adminUsers { users[UInt32(clamping: user)] = .admin }
        tapGroups = Self.groups(access.tapGroups)
        observersReadText = access.observeText
        for (name, priority) in access.priority {
            guard let group = Self.group(name) else { continue }
            priorityOfGroup[group] = PriorityClass(rawValue: priority.rawValue) ?? .ui
        }
    }

    private static func groups(_ names: [String]) -> Set<UInt32> { Set(names.compactMap(group)) }

    private static func group(_ name: String) -> UInt32? {
        unsafe getgrnam(name).map { unsafe $0.pointee.gr_gid }
    }
}

extension ControlSettings {
    init(_ configuration: Settings) {
        self.init(access: AccessPolicy(configuration.access))
        limits.connections = configuration.control.maxClients
        limits.connectionsPerUser = configuration.control.maxClientsPerUser
        limits.requestsPerSecond = configuration.control.requestsPerSecond
        limits.toolsPerClient = configuration.tools.enabled ? configuration.tools.maxTools : 0
        limits.toolTimeout = configuration.tools.timeout.wholeMilliseconds
        limits.ownerGone = OwnerPolicy.OnGone(rawValue: configuration.session.onGone.rawValue) ?? .end
        limits.grace = configuration.session.grace.wholeMilliseconds
        limits.queuedSessions = configuration.session.queue
    }
}
