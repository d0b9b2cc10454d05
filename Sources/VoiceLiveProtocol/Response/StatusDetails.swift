/// Why a response did not complete.
package struct StatusDetails: WireObject {
    package var type: ResponseStatus = .completed
    package var reason: StatusReason?
    package var error: ResponseFailure?
    package var extra = JSONObject()

    package init() {}

    package init(type: ResponseStatus = .completed, reason: StatusReason? = nil, error: ResponseFailure? = nil) {
        self.type = type
        self.reason = reason
        self.error = error
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "type", &type)
        try fields.map("reason", &reason)
        try fields.map("error", &error)
    }
}
