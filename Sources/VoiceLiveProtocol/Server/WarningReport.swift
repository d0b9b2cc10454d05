/// Something to know; nothing was interrupted.
package struct WarningReport: WireObject {
    package var warning = ServiceWarning()
    package var extra = JSONObject()

    package init() {}

    package init(warning: ServiceWarning) {
        self.warning = warning
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("warning", &warning)
    }
}
