/// An item of a response begins or is finished.
package struct OutputItem: WireObject {
    package var responseID: String = ""
    package var outputIndex: Int = 0
    package var item: Item = Item.unknown([:])
    package var extra = JSONObject()

    package init() {}

    package init(responseID: String, outputIndex: Int = 0, item: Item) {
        self.responseID = responseID
        self.outputIndex = outputIndex
        self.item = item
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("response_id", &responseID)
        try fields.map(lenient: "output_index", &outputIndex)
        try fields.map("item", &item)
    }
}
