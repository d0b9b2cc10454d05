/// Plays a short prompt through the session's own playout, sent in parts that each fit a line.
package enum SessionPlay: Method {
    package static let facts = MethodFacts(
        "session.play", role: .controller, lane: .async, servedBy: .daemon,
        about: "Plays a short prompt through the session's own playout, sent in parts that each fit a line. "
            + "It comes before any answer, which goes on afterwards. Replies to the last part when it was heard; "
            + "rpc.cancel stops it.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState, .audioFormat, .stalled])

    /// How a prompt is coded.
    package enum Format: String, WireWord {
        case wav, ogg
    }

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// How the sound is coded.
        package var format: Format
        /// The next part in base64.
        package var data: String
        /// The prompt is complete.
        package var last: Bool

        package init(session: String, lease: String? = nil, format: Format, data: String, last: Bool = true) {
            self.session = session
            self.lease = lease
            self.format = format
            self.data = data
            self.last = last
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("format", \.format, "How the sound is coded."),
            Field("data", \.data, "The next part in base64.", in: 0...49_152),
            Field("last", \.last, "The prompt is complete.", default: true))
    }

    package struct Result: WireRecord, Equatable {
        /// The item it became, with the last part.
        package var item: String?
        /// How much of it was heard, with the last part.
        package var heardMilliseconds: Int?

        package init(item: String? = nil, heardMilliseconds: Int? = nil) {
            self.item = item
            self.heardMilliseconds = heardMilliseconds
        }

        package static let record = Record(
            Result.init,
            Field("item", \.item, "The item it became, with the last part."),
            Field("heard_ms", \.heardMilliseconds, "How much of it was heard, with the last part."))
    }

    package static let example = Example(
        Params(session: "s-3", format: .wav, data: "UklGRg=="),
        Result(item: "prompt-6", heardMilliseconds: 1_240))
}
