import ControlProtocol

extension CommandTable {
    static let sessionApprove = Command(
        name: "session approve", arguments: "APPROVAL [--session SESSION] [--lease LEASE]",
        about: "Lets the service call the tool that it asked for; monitor shows the questions.",
        values: ["session", "lease"]
    ) { (session) throws(Failure) in try answer(session, allow: true) }

    static let sessionDeny = Command(
        name: "session deny", arguments: "APPROVAL [--session SESSION] [--lease LEASE]",
        about: "Forbids the service to call the tool that it asked for.", values: ["session", "lease"]
    ) { (session) throws(Failure) in try answer(session, allow: false) }

    private static func answer(_ session: Session, allow: Bool) throws(Failure) {
        let approval = try session.arguments.word(0, called: "the question's name, as approval-5f3a9c")
        let connection = try session.connect()
        let name = try namedSession(session, connection)
        let done = try connection.call(
            SessionApprove.self,
            SessionApprove.Params(
                session: name, lease: session.arguments["lease"], approval: approval, allow: allow))
        session.show(done.wire) { _ in [] }
    }
}
