package import ControlProtocol

/// A running session with all that makes it its owner's, so that another daemon can go on with it: the same name, the
/// same lease. It holds a secret, the lease, and is kept where only the daemon can look: in memory, by the service manager.
package struct HeldSession: Equatable, Sendable {
    package let name: String
    let lease: Lease
    package let params: SessionStart.Params
    package let priority: PriorityClass
    package let uid: UInt32
    package let client: String?

    package init(_ order: SessionOrder) {
        name = order.session
        lease = order.lease
        params = order.params
        priority = order.priority
        uid = order.client.uid
        client = order.client.name
    }

    package var wire: JSONValue {
        var members = JSONObject()
        members["session"] = .string(name)
        members["lease"] = .string(lease.text)
        members["params"] = params.wire
        members["priority"] = .string(priority.rawValue)
        members["uid"] = .integer(Int64(uid))
        members["client"] = client.map(JSONValue.string)
        return .object(members)
    }

    package init?(wire: JSONValue) {
        guard let name = wire["session"]?.string, name.hasPrefix("s-"), Int(name.dropFirst(2)) != nil,
            let lease = wire["lease"]?.string.flatMap(Lease.init(text:)),
            let params = wire["params"].flatMap({ try? SessionStart.Params(wire: $0) }),
            let priority = wire["priority"]?.string.flatMap(PriorityClass.init(rawValue:)),
            let uid = wire["uid"]?.wholeNumber.flatMap(UInt32.init(exactly:))
        else { return nil }
        self.name = name
        self.lease = lease
        self.params = params
        self.priority = priority
        self.uid = uid
        client = wire["client"]?.string
    }

    /// Sessions are numbered; the next one must not have this one's name.
    var number: Int { Int(name.dropFirst(2)) ?? 0 }
}
