/// Says that a call is still worked on and renews its deadline once by its timeout.
package enum ToolProgress: Method {
    package static let facts = MethodFacts(
        "tool.progress", role: .controller, lane: .ordered, servedBy: .server,
        about: "Says that a call is still worked on and renews its deadline once by its timeout.",
        calledBy: .callOwner,
        errors: [.unknownCall, .toolTimeout, .notOwner])

    package struct Params: WireRecord, Equatable {
        /// From tool.call.
        package var call: String
        /// What is happening, for people.
        package var text: String?

        package init(call: String, text: String? = nil) {
            self.call = call
            self.text = text
        }

        package static let record = Record(
            Params.init,
            Field("call", \.call, "From tool.call.", in: 1...64),
            Field("text", \.text, "What is happening, for people.", in: 0...1_024))
    }

    package struct Result: WireRecord, Equatable {
        /// Time left to answer.
        package var deadlineMilliseconds: Int

        package init(deadlineMilliseconds: Int) {
            self.deadlineMilliseconds = deadlineMilliseconds
        }

        package static let record = Record(
            Result.init,
            Field("deadline_ms", \.deadlineMilliseconds, "Time left to answer."))
    }

    package static let example = Example(
        Params(call: "t-9", text: "Asking the car"),
        Result(deadlineMilliseconds: 10_000))
}
