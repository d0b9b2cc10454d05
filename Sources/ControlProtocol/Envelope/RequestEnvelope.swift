/// A request whose JSON-RPC members are right; method and parameters are still as the client wrote them.
package struct RequestEnvelope: Equatable, Sendable {
    package var id: RequestID
    package var method: String
    package var params: JSONObject

    package init(id: RequestID, method: String, params: JSONObject = JSONObject()) {
        self.id = id
        self.method = method
        self.params = params
    }

    /// A refused envelope, with the id to answer under: nil where the request's own id could not be used.
    package struct Refusal: Error, Equatable, Sendable {
        package var id: RequestID?
        package var error: ControlError
    }

    /// Reads one line without its end.
    package init(line: [UInt8], limits: JSONLimits = JSONLimits()) throws(Refusal) {
        let value: JSONValue
        do { value = try JSONParser.parse(line, limits: limits) } catch {
            throw Refusal(id: nil, error: ControlError(error))
        }
        guard let object = value.object else { throw Refusal(id: nil, error: Self.notAnObject(value)) }
        let id = try Self.id(of: object)
        do {
            self.init(id: id, method: try Self.method(of: object), params: try Self.params(of: object))
            try Self.checkRest(of: object)
        } catch {
            throw Refusal(id: id, error: error)
        }
    }

    private static func notAnObject(_ value: JSONValue) -> ControlError {
        value.array == nil
            ? ControlError(.invalid, "a request is an object")
            : ControlError(.batch, "batches are not supported")
    }

    private static func id(of object: JSONObject) throws(Refusal) -> RequestID {
        guard let value = object["id"] else {
            let isReply = object["result"] != nil || object["error"] != nil
            let message = isReply ? "the daemon sends no requests, so it expects no replies" : "id is missing"
            throw Refusal(id: nil, error: ControlError(.invalid, message))
        }
        if let id = RequestID(value) { return id }
        let hasNul = value.string.map { $0.utf8.contains(0) && $0.utf8.count <= 64 } ?? false
        let message = "id must be a string of at most 64 bytes or a whole number within 2^53"
        throw Refusal(id: nil, error: ControlError(hasNul ? .invalidParams : .invalid, message))
    }

    private static func method(of object: JSONObject) throws(ControlError) -> String {
        guard let method = object["method"]?.string, !method.isEmpty else {
            let isReply = object["result"] != nil || object["error"] != nil
            throw ControlError(
                .invalid, isReply ? "the daemon sends no requests, so it expects no replies" : "method is missing")
        }
        guard !method.utf8.contains(0) else { throw ControlError(.invalidParams, "method contains NUL") }
        return method
    }

    private static func params(of object: JSONObject) throws(ControlError) -> JSONObject {
        guard let params = object["params"] else { return JSONObject() }
        guard let members = params.object else {
            throw ControlError(WireFault(expected: "object", found: params))
        }
        return members
    }

    private static func checkRest(of object: JSONObject) throws(ControlError) {
        if let version = object["jsonrpc"], version != "2.0" {
            throw ControlError(.invalid, "jsonrpc must be \"2.0\"")
        }
        let known = ["jsonrpc", "id", "method", "params"]
        if let stranger = object.members.first(where: { !known.contains($0.name) }) {
            throw ControlError(
                .invalid, "unknown member \"\(stranger.name.cut(toBytes: 64))\"",
                hint: "parameters go inside params")
        }
    }

    /// The request as a line without its end.
    package var line: [UInt8] {
        var object: JSONObject = JSONObject()
        object.append("jsonrpc", "2.0")
        object.append("id", id.wire)
        object.append("method", .string(method))
        if !params.isEmpty { object.append("params", .object(params)) }
        return JSONWriter.bytes(of: .object(object))
    }
}
