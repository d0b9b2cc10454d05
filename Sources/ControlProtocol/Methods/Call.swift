/// A request's checked parameters, and the only way to make its reply.
package struct Call<M: Method>: Sendable {
    package let params: M.Params

    package init(_ params: M.Params) {
        self.params = params
    }

    /// Checks and decodes what a client wrote.
    package init(_ params: JSONObject) throws(WireFault) {
        let value = JSONValue.object(params)
        try M.Params.schema.check(value)
        self.params = try M.Params(wire: value)
    }

    package func answer(_ result: M.Result) -> ControlReply {
        ControlReply(result: result.wire)
    }
}

extension Call where M.Result == Nothing {
    package func done() -> ControlReply { answer(Nothing()) }
}

/// The result of a request, ready to be written. Made by `Call.answer`, so that it fits its method.
package struct ControlReply: Equatable, Sendable {
    package let result: JSONValue

    init(result: JSONValue) {
        self.result = result
    }
}
