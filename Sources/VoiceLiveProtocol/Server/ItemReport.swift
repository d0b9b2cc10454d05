/// An item that was asked for.
package struct ItemReport: WireObject {
    package var item: Item = .unknown([:])
    package var extra = JSONObject()

    package init() {}

    package init(item: Item) {
        self.item = item
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item", &item)
    }
}
