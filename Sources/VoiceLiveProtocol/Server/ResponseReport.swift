/// A response as it stands: when it begins, and once more when it is over, whatever the outcome.
package struct ResponseReport: WireObject {
    package var response = Response()
    package var extra = JSONObject()

    package init() {}

    package init(response: Response) {
        self.response = response
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("response", &response)
    }
}
