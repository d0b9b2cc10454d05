/// Settings of a session that only transcribes, kept raw.
package struct TranscriptionSessionUpdate: WireObject {
    package var session = JSONObject()
    package var extra = JSONObject()

    package init() {}

    package init(session: JSONObject) {
        self.session = session
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("session", &session)
    }
}
