/// Carries a screen's WebRTC offer to the service and brings the answer back. Neither is logged.
package enum SessionAvatarConnect: Method {
    package static let facts = MethodFacts(
        "session.avatar.connect", role: .controller, lane: .async, servedBy: .daemon,
        about: "Carries a screen's WebRTC offer to the service and brings the answer back. Neither is logged.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// The screen's SDP.
        package var offer: String

        package init(session: String, lease: String? = nil, offer: String) {
            self.session = session
            self.lease = lease
            self.offer = offer
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("offer", \.offer, "The screen's SDP.", in: 1...49_152))
    }

    package struct Result: WireRecord, Equatable {
        /// The service's SDP.
        package var answer: String

        package init(answer: String) {
            self.answer = answer
        }

        package static let record = Record(
            Result.init,
            Field("answer", \.answer, "The service's SDP."))
    }

    package static let example = Example(Params(session: "s-3", offer: "v=0\r\n"), Result(answer: "v=0\r\n"))
}
