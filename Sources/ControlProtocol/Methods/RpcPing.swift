/// Answers at once, also while audio or link hang.
package enum RpcPing: Method {
    package static let facts = MethodFacts(
        "rpc.ping", role: .observer, lane: .priority, servedBy: .server,
        about: "Answers at once, also while audio or link hang.")

    package struct Params: WireRecord, Equatable {
        /// Comes back unchanged.
        package var echo: JSONValue?

        package init(echo: JSONValue? = nil) {
            self.echo = echo
        }

        package static let record = Record(
            Params.init,
            Field("echo", \.echo, "Comes back unchanged.", maxBytes: 2_048))
    }

    package struct Result: WireRecord, Equatable {
        /// What was sent.
        package var echo: JSONValue?
        /// CLOCK_BOOTTIME of the daemon.
        package var monoMicroseconds: Int

        package init(echo: JSONValue? = nil, monoMicroseconds: Int) {
            self.echo = echo
            self.monoMicroseconds = monoMicroseconds
        }

        package static let record = Record(
            Result.init,
            Field("echo", \.echo, "What was sent."),
            Field("mono_us", \.monoMicroseconds, "CLOCK_BOOTTIME of the daemon."))
    }

    package static let example = Example(Params(echo: "hi"), Result(echo: "hi", monoMicroseconds: 81_234_567))
}
