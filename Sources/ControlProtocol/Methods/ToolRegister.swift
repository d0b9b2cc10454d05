/// Offers tools to the model. The owner answers each tool.call with tool.result.
package enum ToolRegister: Method {
    package static let facts = MethodFacts(
        "tool.register", role: .controller, lane: .ordered, servedBy: .server,
        about: "Offers tools to the model. The owner answers each tool.call with tool.result.",
        errors: [.toolSchema])

    package struct Params: WireRecord, Equatable {
        /// Each tool.
        package var tools: [ToolDefinition]

        package init(tools: [ToolDefinition]) {
            self.tools = tools
        }

        package static let record = Record(
            Params.init,
            Field("tools", \.tools, "Each tool.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// The tools on offer.
        package var accepted: [NamedItem]

        package init(accepted: [NamedItem]) {
            self.accepted = accepted
        }

        package static let record = Record(
            Result.init,
            Field("accepted", \.accepted, "The tools on offer."))
    }

    package static let example = Example(
        Params(tools: [.example]),
        Result(accepted: [NamedItem(name: "set_temperature")]))
}
