/// Carries a screen's WebRTC offer to the service and brings the answer back. Neither is logged.
package enum SessionAvatarConnect: Method {
    package static let facts = MethodFacts(
        "session.avatar.connect", role: .controller, lane: .async, servedBy: .daemon,
        about: "Carries a screen's WebRTC offer to the service and brings the answer back. Neither is logged.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .cloudServer])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// The screen's SDP.
        package var offer: HiddenText

        package init(session: String, lease: String? = nil, offer: HiddenText) {
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
        package var answer: HiddenText

        package init(answer: HiddenText) {
            self.answer = answer
        }

        package static let record = Record(
            Result.init,
            Field("answer", \.answer, "The service's SDP."))
    }

    package static let example = Example(
        Params(session: "s-3", offer: HiddenText("v=0\r\n")), Result(answer: HiddenText("v=0\r\n")))
}
