/// An event that says no more than which item it is about.
package struct ItemReference: WireObject {
    package var itemID: String = ""
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String) {
        self.itemID = itemID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
    }
}
