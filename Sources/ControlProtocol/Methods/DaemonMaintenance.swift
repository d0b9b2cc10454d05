/// The admin wants the box for a while: the session that runs may come to its end, and no other begins.
package enum DaemonMaintenance: Method {
    package static let facts = MethodFacts(
        "daemon.maintenance", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Refuses new sessions until it is switched off again, also after a restart; or tells whether it is on.")

    package struct Params: WireRecord, Equatable {
        /// On or off; left out: nothing changes.
        package var isOn: Bool?

        package init(isOn: Bool? = nil) {
            self.isOn = isOn
        }

        package static let record = Record(
            Params.init,
            Field("on", \.isOn, "On or off; left out: nothing changes."))
    }

    package struct Result: WireRecord, Equatable {
        /// New sessions are refused.
        package var isOn: Bool
        /// A restart of the daemon or the machine changes nothing about it.
        package var isKept: Bool
        /// The session that runs all the same.
        package var session: String?

        package init(isOn: Bool, isKept: Bool, session: String? = nil) {
            self.isOn = isOn
            self.isKept = isKept
            self.session = session
        }

        package static let record = Record(
            Result.init,
            Field("on", \.isOn, "New sessions are refused."),
            Field(
                "kept", \.isKept,
                "A restart changes nothing about it; false when the state directory could not be written."),
            Field("session", \.session, "The session that runs all the same, to its end."))
    }

    package static let example = Example(Params(isOn: true), Result(isOn: true, isKept: true, session: "s-12"))
}
