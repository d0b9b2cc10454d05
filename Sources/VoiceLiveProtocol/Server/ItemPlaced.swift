/// An item and the one it stands behind.
package struct ItemPlaced: WireObject {
    package var item: Item = Item.unknown([:])
    package var previousItemID: String?
    package var extra = JSONObject()

    package init() {}

    package init(item: Item, previousItemID: String? = nil) {
        self.item = item
        self.previousItemID = previousItemID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item", &item)
        try fields.map("previous_item_id", &previousItemID)
    }
}
