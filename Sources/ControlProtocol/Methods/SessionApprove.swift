/// Answers session.approval: whether the service may call its tool. The first answer counts.
package enum SessionApprove: Method {
    package static let facts = MethodFacts(
        "session.approve", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Answers session.approval: whether the service may call its tool. The first answer counts.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .unknownCall, .toolTimeout])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// The question's name.
        package var approval: String
        /// Whether the call is allowed.
        package var allow: Bool

        package init(session: String, lease: String? = nil, approval: String, allow: Bool) {
            self.session = session
            self.lease = lease
            self.approval = approval
            self.allow = allow
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("approval", \.approval, "The question's name.", in: 1...64),
            Field("allow", \.allow, "Whether the call is allowed."))
    }
    package typealias Result = Nothing

    package static let example = Example(
        Params(session: "s-3", approval: "approval-5f3a9c", allow: true), Nothing())
}
