/// The relays that a screen needs before it makes its offer, as the service named them. They are not logged.
package enum SessionAvatarServers: Method {
    package static let facts = MethodFacts(
        "session.avatar.servers", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "The relays that a screen needs before it makes its offer, as the service named them. Never logged.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?

        package init(session: String, lease: String? = nil) {
            self.session = session
            self.lease = lease
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// For the iceServers of a peer connection.
        package var iceServers: [AvatarRelay]

        package init(iceServers: [AvatarRelay]) {
            self.iceServers = iceServers
        }

        package static let record = Record(
            Result.init,
            Field("ice_servers", \.iceServers, "For the iceServers of a peer connection."))
    }

    package static let example = Example(
        Params(session: "s-3"),
        Result(iceServers: [
            AvatarRelay(
                urls: ["turn:relay.example.com:3478"], username: HiddenText("screen"), credential: HiddenText("secret"))
        ]))
}
