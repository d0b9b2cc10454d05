/// One error reply: what went wrong, where, and what to do.
package struct ControlError: Error, Equatable, Sendable {
    package var name: ErrorName
    /// For people. It may change from release to release.
    package var message: String
    /// What to do about it.
    package var hint: String
    /// JSON Pointer into `params`.
    package var field: String?
    package var expected: String?
    /// Bytes from the start of the request's line.
    package var byte: Int?
    /// The role that would be allowed.
    package var need: Role?
    package var retryAfterMilliseconds: Int?
    /// Members of `data` that only this error has.
    package var details = JSONObject()

    package init(_ name: ErrorName, _ message: String, hint: String? = nil) {
        self.name = name
        self.message = message
        self.hint = hint ?? name.hint
    }

    package init(_ fault: JSONFault) {
        let name: ErrorName =
            switch fault.kind {
            case .tooLong: .lineTooLong
            case .tooDeep: .tooDeep
            case .tooManyMembers, .tooManyElements, .nameTooLong: .invalidParams
            default: .parse
            }
        self.init(name, "\(fault.text) (byte \(fault.byte))")
        byte = fault.byte
    }

    package init(_ fault: WireFault) {
        self.init(.invalidParams, "\(fault.field.isEmpty ? "params" : fault.field) \(fault.problem)", hint: fault.hint)
        field = fault.field
        expected = fault.expected
    }

    package static func rate(retryAfterMilliseconds: Int) -> ControlError {
        var error = ControlError(.rate, "too many requests")
        error.retryAfterMilliseconds = retryAfterMilliseconds
        return error
    }

    /// The `error` member of a reply.
    package var wire: JSONValue {
        var data = JSONObject()
        data.append("code", .string(name.rawValue))
        data.append("retryable", .bool(name.isRetryable))
        data.append("hint", .string(hint))
        data["retry_after_ms"] = retryAfterMilliseconds.map { .integer(Int64($0)) }
        data["field"] = field.map(JSONValue.string)
        data["expected"] = expected.map(JSONValue.string)
        data["byte"] = byte.map { .integer(Int64($0)) }
        data["need"] = need.map(\.wire)
        for member in details.members { data[member.name] = member.value }
        return ["code": .integer(Int64(name.number)), "message": .string(message), "data": .object(data)]
    }

    /// Reads the `error` member of a reply; an unknown code keeps its words under `rpc/internal`.
    package init(wire: JSONValue) {
        let code = wire["data"]?["code"]?.string ?? ""
        self.init(
            ErrorName(rawValue: code) ?? .internalFault, wire["message"]?.string ?? "unknown error",
            hint: wire["data"]?["hint"]?.string)
        field = wire["data"]?["field"]?.string
        expected = wire["data"]?["expected"]?.string
        retryAfterMilliseconds = wire["data"]?["retry_after_ms"]?.wholeNumber.map(Int.init)
        details = wire["data"]?.object ?? JSONObject()
    }
}
