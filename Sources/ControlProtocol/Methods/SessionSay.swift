/// Puts text into the conversation.
package enum SessionSay: Method {
    package static let facts = MethodFacts(
        "session.say", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Puts text into the conversation.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState])

    /// Who says a text.
    package enum Speaker: String, WireWord {
        case user, system, assistant
    }

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// What is said.
        package var text: String
        /// Who says it; assistant speaks the text as it is.
        package var role: Speaker

        package init(session: String, lease: String? = nil, text: String, role: Speaker = .user) {
            self.session = session
            self.lease = lease
            self.text = text
            self.role = role
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("text", \.text, "What is said.", in: 1...16_384),
            Field("as", \.role, "Who says it; assistant speaks the text as it is.", default: .user))
    }

    package struct Result: WireRecord, Equatable {
        /// The item it became, as session.transcript names it.
        package var item: String

        package init(item: String) {
            self.item = item
        }

        package static let record = Record(
            Result.init,
            Field("item", \.item, "The item it became, as session.transcript names it."))
    }

    package static let example = Example(
        Params(session: "s-3", text: "Good morning", role: .user),
        Result(item: "item_4"))
}
