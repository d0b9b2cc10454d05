/// Withdraws tools; all of this connection's when none is named.
package enum ToolUnregister: Method {
    package static let facts = MethodFacts(
        "tool.unregister", role: .controller, lane: .ordered, servedBy: .server,
        about: "Withdraws tools; all of this connection's when none is named.")

    package struct Params: WireRecord, Equatable {
        /// Which.
        package var tools: [NamedItem]?

        package init(tools: [NamedItem]? = nil) {
            self.tools = tools
        }

        package static let record = Record(
            Params.init,
            Field("tools", \.tools, "Which.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// The tools no longer on offer.
        package var removed: [NamedItem]

        package init(removed: [NamedItem]) {
            self.removed = removed
        }

        package static let record = Record(
            Result.init,
            Field("removed", \.removed, "The tools no longer on offer."))
    }

    package static let example = Example(Params(), Result(removed: [NamedItem(name: "set_temperature")]))
}
