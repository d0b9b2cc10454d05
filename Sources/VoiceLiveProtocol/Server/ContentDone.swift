/// Some content of an item has been sent completely; it may still be playing.
package struct ContentDone: WireObject {
    package var place = ContentPlace()
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace) {
        self.place = place
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
    }
}
