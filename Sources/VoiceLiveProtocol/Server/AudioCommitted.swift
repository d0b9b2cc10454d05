/// The input buffer has become a user item.
package struct AudioCommitted: WireObject {
    package var itemID: String = ""
    package var previousItemID: String?
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, previousItemID: String? = nil) {
        self.itemID = itemID
        self.previousItemID = previousItemID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map("previous_item_id", &previousItemID)
    }
}
