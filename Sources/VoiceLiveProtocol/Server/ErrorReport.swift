/// Something the client asked for was refused. Most errors leave the session usable.
package struct ErrorReport: WireObject {
    package var error = ServiceError()
    package var extra = JSONObject()

    package init() {}

    package init(error: ServiceError) {
        self.error = error
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("error", &error)
    }
}
