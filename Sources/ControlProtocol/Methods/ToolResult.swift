/// Answers a call: output or error. The first answer counts.
package enum ToolResult: Method {
    package static let facts = MethodFacts(
        "tool.result", role: .controller, lane: .ordered, servedBy: .server,
        about: "Answers a call: output or error. The first answer counts.",
        calledBy: .callOwner,
        errors: [.unknownCall, .toolTimeout, .notOwner])

    package struct Params: WireRecord, Equatable {
        /// From tool.call.
        package var call: String
        /// What the tool found: text or an object.
        package var output: JSONValue?
        /// Why it could not.
        package var error: ToolFailure?

        package init(call: String, output: JSONValue? = nil, error: ToolFailure? = nil) {
            self.call = call
            self.output = output
            self.error = error
        }

        package static let record = Record(
            Params.init,
            Field("call", \.call, "From tool.call.", in: 1...64),
            Field("output", \.output, "What the tool found: text or an object.", maxBytes: 65_536),
            Field("error", \.error, "Why it could not."))
    }
    package typealias Result = Nothing

    package static let example = Example(Params(call: "t-9", output: ["ok": true]), Nothing())
}
