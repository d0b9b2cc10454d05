/// Shows the model a picture, sent in parts that each fit a line.
package enum SessionImage: Method {
    package static let facts = MethodFacts(
        "session.image", role: .controller, lane: .async, servedBy: .daemon,
        about: "Shows the model a picture, sent in parts that each fit a line.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState])

    /// How a picture is coded.
    package enum Format: String, WireWord {
        case png, jpeg
    }

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// How the picture is coded.
        package var format: Format
        /// The next part in base64.
        package var data: String
        /// The picture is complete.
        package var last: Bool
        /// What the person says about it; counts with the last part.
        package var text: String?

        package init(
            session: String, lease: String? = nil, format: Format, data: String, last: Bool = true, text: String? = nil
        ) {
            self.session = session
            self.lease = lease
            self.format = format
            self.data = data
            self.last = last
            self.text = text
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("format", \.format, "How the picture is coded."),
            Field("data", \.data, "The next part in base64.", in: 0...49_152),
            Field("last", \.last, "The picture is complete.", default: true),
            Field("text", \.text, "What the person says about it; counts with the last part.", in: 1...16_384))
    }

    package struct Result: WireRecord, Equatable {
        /// The item it became, with the last part.
        package var item: String?

        package init(item: String? = nil) {
            self.item = item
        }

        package static let record = Record(
            Result.init,
            Field("item", \.item, "The item it became, with the last part."))
    }

    package static let example = Example(
        Params(session: "s-3", format: .png, data: "iVBORw0KGgo="),
        Result(item: "item_5"))
}
