/// Some output of an item has been sent completely.
package struct OutputDone: WireObject {
    package var place = OutputPlace()
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace) {
        self.place = place
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
    }
}
