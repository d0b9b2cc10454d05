/// Changes the session: only the settings that are present change.
package struct SessionUpdate: WireObject {
    package var session = Session()
    package var extra = JSONObject()

    package init() {}

    package init(session: Session) {
        self.session = session
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("session", &session)
    }
}
