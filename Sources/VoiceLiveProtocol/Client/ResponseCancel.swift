/// Stops a response that is being generated. It ends with `response.done`, or an error if there was none.
package struct ResponseCancel: WireObject {
    /// Nil for the one that is running.
    package var responseID: String?
    package var extra = JSONObject()

    package init() {}

    package init(responseID: String? = nil) {
        self.responseID = responseID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("response_id", &responseID)
    }
}
